#include "bucket.hpp"

#include <sstream>

namespace charla::blobs_test {

namespace {

std::string header_of(const std::string& request, const std::string& name) {
  std::istringstream lines{request};
  for (std::string line; std::getline(lines, line) && line != "\r";) {
    const auto colon = line.find(':');
    if (colon == std::string::npos || colon != name.size()) continue;
    bool same = true;
    for (std::size_t i = 0; i < colon; ++i)
      same = same && std::tolower(line[i]) == name[i];
    if (same) return line.substr(colon + 2, line.size() - colon - 3);
  }
  return {};
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto begin = text.find(from);
  if (begin == std::string::npos) return {};
  const auto end = text.find(to, begin + from.size());
  return text.substr(begin + from.size(), end == std::string::npos ? end : end - begin - from.size());
}

std::string hex(const ports::hash256& hash) {
  std::ostringstream out;
  for (const auto byte : hash)
    out << "0123456789abcdef"[byte >> 4] << "0123456789abcdef"[byte & 15];
  return out.str();
}

std::string error_answer(const std::string& status, const std::string& code) {
  const auto xml = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>";
  return "HTTP/1.1 " + status + " No\r\nContent-Length: " + std::to_string(xml.size()) + "\r\n\r\n" + xml;
}

} // namespace

bucket::bucket(const ports::crypto& crypto, std::string secret_key)
    : crypto_(crypto), secret_key_(std::move(secret_key)), stub_([this](client_test::served& c) { serve(c); }) {}

std::map<std::string, std::string> bucket::objects() {
  const std::lock_guard lock{mutex_};
  return objects_;
}

void bucket::replace(const std::string& path, std::string bytes) {
  const std::lock_guard lock{mutex_};
  objects_[path] = std::move(bytes);
}

void bucket::fail_with(std::string status, std::string code) {
  const std::lock_guard lock{mutex_};
  status_ = std::move(status);
  code_ = std::move(code);
}

void bucket::fall_silent() {
  const std::lock_guard lock{mutex_};
  silent_ = true;
}

void bucket::serve(client_test::served& connection) {
  for (auto request = connection.read_request(); !request.empty(); request = connection.read_request()) {
    const auto said = answer(request);
    if (said.empty()) return connection.wait_end();
    connection.send(said);
  }
}

bool bucket::is_signed(const std::string& request) const {
  const auto method = request.substr(0, request.find(' '));
  const auto path = between(request, " ", " ");
  const auto authorization = header_of(request, "authorization");
  const auto scope = between(authorization, "Credential=AKSHOP/", ",");
  const auto names = between(authorization, "SignedHeaders=", ",");
  std::string fields;
  std::istringstream each{names};
  for (std::string name; std::getline(each, name, ';');)
    fields += name + ":" + header_of(request, name) + "\n";
  const auto claimed = header_of(request, "x-amz-content-sha256");
  const auto body = request.substr(request.find("\r\n\r\n") + 4);
  if (hex(crypto_.sha256(body)) != claimed || names.find("x-amz-content-sha256") == std::string::npos) return false;
  const auto canonical = method + "\n" + path + "\n\n" + fields + "\n" + names + "\n" + claimed;
  const auto text =
      "AWS4-HMAC-SHA256\n" + header_of(request, "x-amz-date") + "\n" + scope + "\n" + hex(crypto_.sha256(canonical));
  std::string key = "AWS4" + secret_key_;
  std::istringstream parts{scope};
  for (std::string part; std::getline(parts, part, '/');) {
    const auto next = crypto_.hmac_sha256(key, part);
    key.assign(next.begin(), next.end());
  }
  return hex(crypto_.hmac_sha256(key, text)) == between(authorization, "Signature=", ",");
}

std::string bucket::answer(const std::string& request) {
  const std::lock_guard lock{mutex_};
  if (silent_) return {};
  if (!status_.empty()) return error_answer(status_, code_);
  if (!is_signed(request)) return error_answer("403", "SignatureDoesNotMatch");
  const auto method = request.substr(0, request.find(' '));
  const auto path = between(request, " ", " ");
  if (path.rfind("/shop/", 0) != 0) return error_answer("404", "NoSuchBucket");
  if (method == "PUT") {
    objects_[path] = request.substr(request.find("\r\n\r\n") + 4);
    return client_test::ok_answer("");
  }
  if (method == "DELETE") {
    objects_.erase(path);
    return "HTTP/1.1 204 No Content\r\n\r\n";
  }
  const auto found = objects_.find(path);
  return found == objects_.end() ? error_answer("404", "NoSuchKey") : client_test::ok_answer(found->second);
}

} // namespace charla::blobs_test

#include "outside.hpp"

#include "io/api/token.hpp"

namespace charla::api_test {

void scripted_http::send(ports::client_request request, std::function<void(ports::client_response)> done) {
  asked.push_back(std::move(request));
  ports::client_response r;
  if (answers.empty()) {
    r.error = ports::transport_errc::not_sent;
    r.error_text = "nobody is there";
  } else {
    r = std::move(answers.front());
    answers.pop_front();
  }
  done(std::move(r));
}

flows::result<std::string> kept_blobs::put(flows::tenant_id tenant, std::string_view bytes) {
  if (trouble) return tl::make_unexpected(*trouble);
  const auto hash = crypto_.sha256(bytes);
  auto id = api::to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
  files[{tenant, id}] = std::string{bytes};
  return id;
}

flows::result<std::string> kept_blobs::get(flows::tenant_id tenant, const std::string& sha256) {
  if (trouble) return tl::make_unexpected(*trouble);
  const auto found = files.find({tenant, sha256});
  if (found == files.end()) return flows::fail("blob.missing", "There is no such file.", sha256);
  return found->second;
}

flows::result<void> kept_blobs::remove(flows::tenant_id tenant, const std::string& sha256) {
  if (trouble) return tl::make_unexpected(*trouble);
  files.erase({tenant, sha256});
  return {};
}

} // namespace charla::api_test

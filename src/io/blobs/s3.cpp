#include "io/blobs/blobs.hpp"
#include "io/blobs/content_name.hpp"

#include <curl/curl.h>

#include <mutex>
#include <vector>

namespace charla::blobs {

namespace {

constexpr std::string_view nothing_sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct s3_answer {
  long status = 0; ///< 0: none came
  std::string body;
  std::string error; ///< of the line, for people
};

/// What stands in `<Code>` of an S3 error: `NoSuchKey`, `SignatureDoesNotMatch`.
std::string code_in(const std::string& xml) {
  const auto begin = xml.find("<Code>");
  const auto end = xml.find("</Code>");
  if (begin == std::string::npos || end == std::string::npos || end < begin || end - begin > 100) return {};
  return xml.substr(begin + 6, end - begin - 6);
}

tl::unexpected<flows::error> refused(const s3_answer& a) {
  const auto code = code_in(a.body);
  const bool full = a.status == 507 || code.find("Quota") != std::string::npos;
  auto what = a.status == 0 ? "The bucket does not answer: " + a.error
                            : "The bucket answered " + std::to_string(a.status) + (code.empty() ? "" : " " + code);
  if (a.status == 403) what += ". Check media.s3_access_key, media.s3_secret_key and media.s3_region.";
  return flows::fail(full ? "blob.full" : "blob.unavailable", std::move(what));
}

class s3_store final : public ports::blob_store {
public:
  s3_store(s3_options options, const ports::crypto& crypto) : o_(std::move(options)), crypto_(crypto) {
    while (!o_.endpoint.empty() && o_.endpoint.back() == '/')
      o_.endpoint.pop_back();
  }
  ~s3_store() override {
    for (auto* handle : idle_)
      curl_easy_cleanup(handle);
  }
  s3_store(const s3_store&) = delete;
  s3_store& operator=(const s3_store&) = delete;

  flows::result<std::string> put(flows::tenant_id tenant, std::string_view bytes) override {
    auto sha256 = name_of(crypto_, bytes);
    const auto a = ask("PUT", tenant, sha256, bytes, sha256);
    if (a.status != 200) return refused(a);
    return sha256;
  }
  flows::result<std::string> get(flows::tenant_id tenant, const std::string& sha256) override {
    if (!is_name(sha256)) return missing(sha256);
    auto a = ask("GET", tenant, sha256, {}, nothing_sha256);
    if (a.status == 404 && code_in(a.body) != "NoSuchBucket") return missing(sha256);
    if (a.status != 200 || !a.error.empty()) return refused(a);
    return checked(crypto_, sha256, std::move(a.body));
  }
  flows::result<void> remove(flows::tenant_id tenant, const std::string& sha256) override {
    if (!is_name(sha256)) return {};
    const auto a = ask("DELETE", tenant, sha256, {}, nothing_sha256);
    if (a.status / 100 == 2 || (a.status == 404 && code_in(a.body) != "NoSuchBucket")) return {};
    return refused(a);
  }
  [[nodiscard]] std::string_view name() const override { return "s3"; }

private:
  struct collected {
    std::string body;
    std::size_t max = 0;
  };

  static std::size_t on_body(char* bytes, std::size_t size, std::size_t n, void* to) {
    auto& c = *static_cast<collected*>(to);
    if (c.body.size() + size * n > c.max) return 0; // ends the transfer
    c.body.append(bytes, size * n);
    return size * n;
  }

  s3_answer ask(const char* method,
                flows::tenant_id tenant,
                const std::string& sha256,
                std::string_view bytes,
                std::string_view bytes_sha256) {
    auto* handle = take();
    if (handle == nullptr) return {0, {}, "libcurl has no handle"};
    collected got{{}, o_.size_max};
    const auto url = o_.endpoint + '/' + o_.bucket + '/' + place_of(tenant, sha256);
    prepare(handle, url, got);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, method);
    if (!bytes.empty() || std::string_view{method} == "PUT") {
      curl_easy_setopt(handle, CURLOPT_POSTFIELDS, bytes.data() == nullptr ? "" : bytes.data());
      curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(bytes.size()));
    }
    curl_slist* headers = nullptr;
    // Signed: bytes that were changed on their way are refused there.
    headers = curl_slist_append(headers, ("x-amz-content-sha256: " + std::string{bytes_sha256}).c_str());
    headers = curl_slist_append(headers, "Content-Type: application/octet-stream");
    headers = curl_slist_append(headers, "Expect:");
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    const auto how = curl_easy_perform(handle);
    s3_answer a;
    if (how != CURLE_OK) a.error = curl_easy_strerror(how);
    if (how == CURLE_OK) curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &a.status);
    a.body = std::move(got.body);
    curl_slist_free_all(headers);
    give_back(handle);
    return a;
  }

  void prepare(CURL* handle, const std::string& url, collected& to) const {
    curl_easy_reset(handle);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "charla");
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(o_.connect_timeout.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(o_.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_AWS_SIGV4, ("aws:amz:" + o_.region + ":s3").c_str());
    curl_easy_setopt(handle, CURLOPT_USERNAME, o_.access_key.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, o_.secret_key.c_str());
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &s3_store::on_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &to);
  }

  /// Handles are kept for the connections that they hold open.
  CURL* take() {
    const std::lock_guard lock{mutex_};
    if (idle_.empty()) return curl_easy_init();
    auto* handle = idle_.back();
    idle_.pop_back();
    return handle;
  }
  void give_back(CURL* handle) {
    const std::lock_guard lock{mutex_};
    idle_.push_back(handle);
  }

  s3_options o_;
  const ports::crypto& crypto_;
  std::mutex mutex_;
  std::vector<CURL*> idle_; ///< as many as were ever asked at a time
};

} // namespace

std::unique_ptr<ports::blob_store> open_s3(s3_options options, const ports::crypto& crypto) {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  static_cast<void>(started); // a handle that cannot be made tells of it
  return std::make_unique<s3_store>(std::move(options), crypto);
}

} // namespace charla::blobs

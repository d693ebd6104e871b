#include "io/blobs/content_name.hpp"

#include <algorithm>

namespace charla::blobs {

std::string name_of(const ports::crypto& crypto, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const auto byte : crypto.sha256(bytes)) {
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

bool is_name(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string place_of(flows::tenant_id tenant, const std::string& sha256) {
  return std::to_string(tenant.value()) + '/' + sha256.substr(0, 2) + '/' + sha256;
}

flows::result<std::string> checked(const ports::crypto& crypto, const std::string& sha256, std::string bytes) {
  if (name_of(crypto, bytes) == sha256) return bytes;
  return flows::fail("blob.corrupt", "The stored bytes are not the ones that were kept under this name.", sha256);
}

tl::unexpected<flows::error> missing(const std::string& sha256) {
  return flows::fail("blob.missing", "There is no such file.", sha256);
}

} // namespace charla::blobs

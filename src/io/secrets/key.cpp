#include "io/secrets/key.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sodium.h>
#include <unistd.h>

namespace charla::secrets {

namespace {

constexpr std::size_t key_size = 32;

tl::unexpected<flows::error> refuse(std::string what) {
  return flows::fail("config.secret_key", std::move(what), "security.secret_key");
}

std::string base64_of(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back(); // the terminating zero
  return out;
}

/// Writes a new key where no file is. O_EXCL: of two processes that start together one makes it, the other reads it.
flows::result<std::string> make_key(const std::filesystem::path& file) {
  std::error_code ignored; // a missing folder shows when the file cannot be opened
  std::filesystem::create_directories(file.parent_path(), ignored);
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return refuse("cannot write the installation's key to " + file.string() + ": " + std::strerror(errno)
                  + "; make the folder writable or set CHARLA_SECRET_KEY");
  std::string key(key_size, '\0');
  randombytes_buf(key.data(), key.size());
  const std::string text = base64_of(key) + "\n";
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  ::close(fd);
  if (written) return key;
  std::filesystem::remove(file, ignored);
  return refuse("cannot write the installation's key to " + file.string() + ": is the disk full?");
}

} // namespace

flows::result<std::string> parse_key(std::string_view base64) {
  while (!base64.empty() && (base64.back() == '\n' || base64.back() == ' ' || base64.back() == '\r'))
    base64.remove_suffix(1);
  std::string key(key_size, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const int rc = sodium_base642bin(reinterpret_cast<unsigned char*>(key.data()), key.size(), base64.data(),
                                   base64.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL);
  if (rc != 0 || end != base64.data() + base64.size() || size != key_size)
    return refuse("the secret key must be 32 bytes in base64 (44 characters); make one with `openssl rand -base64 32`");
  return key;
}

flows::result<std::string> installation_key(std::string_view configured_base64, const std::filesystem::path& file) {
  if (sodium_init() < 0) return refuse("libsodium cannot start: no source of random bytes");
  if (!configured_base64.empty()) return parse_key(configured_base64);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    auto made = make_key(file);
    if (made || !std::filesystem::exists(file, ignored)) return made;
  }
  std::ifstream in(file);
  std::string text;
  if (!std::getline(in, text)) return refuse("cannot read the installation's key from " + file.string());
  auto key = parse_key(text);
  if (!key) return refuse(file.string() + ": " + key.error().what);
  return key;
}

} // namespace charla::secrets

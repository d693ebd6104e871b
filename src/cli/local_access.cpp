#include "cli/local_access.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace charla::cli {

namespace {

constexpr std::size_t file_max = 1024; ///< bytes

tl::unexpected<flows::error> refuse(const std::filesystem::path& file, const std::string& what) {
  return flows::fail("terminal.key", file.string() + " " + what);
}

class descriptor {
public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

private:
  int fd_;
};

} // namespace

std::filesystem::path local_access_file(const ports::config& config) {
  const auto folder = config.store.kind == "sqlite" ? std::filesystem::path{config.store.path}.parent_path()
                                                    : std::filesystem::path{"var"};
  return folder / "terminal.key";
}

std::string loopback_host(std::string_view listening) {
  if (listening == "0.0.0.0" || listening == "::" || listening == "localhost") return "127.0.0.1";
  if (listening == "::1") return "[::1]";
  return listening.rfind("127.", 0) == 0 ? std::string{listening} : std::string{};
}

flows::result<void> write_local_access(const std::filesystem::path& file, const local_access& access) {
  // Written beside and moved into place: a reader sees the whole of it or what was there before.
  auto fresh = file;
  fresh += ".new";
  std::error_code ignored; // a file that stays in the way shows when it is opened
  std::filesystem::remove(fresh, ignored);
  const descriptor out{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (out.get() < 0) return refuse(file, std::string{"cannot be written: "} + std::strerror(errno));
  const auto text = access.url + "\n" + access.token + "\n";
  if (::write(out.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    return refuse(file, "cannot be written: is the disk full?");
  if (::rename(fresh.c_str(), file.c_str()) != 0)
    return refuse(file, std::string{"cannot be written: "} + std::strerror(errno));
  return {};
}

flows::result<local_access> read_local_access(const std::filesystem::path& file) {
  const descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (in.get() < 0) return refuse(file, std::string{"cannot be read: "} + std::strerror(errno));
  struct stat about {};
  // The address in it gets the token: somebody else's file would send it to them.
  if (::fstat(in.get(), &about) != 0 || (about.st_uid != ::geteuid() && about.st_uid != 0)
      || (about.st_mode & 022) != 0)
    return refuse(file, "belongs to somebody else or can be written by others: remove it and start charla again");
  std::array<char, file_max> bytes{};
  const auto size = ::read(in.get(), bytes.data(), bytes.size());
  const std::string_view text{bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
  const auto first = text.find('\n');
  const auto second = first == std::string_view::npos ? first : text.find('\n', first + 1);
  if (second == std::string_view::npos) return refuse(file, "is not whole: start charla again");
  return local_access{std::string{text.substr(0, first)}, std::string{text.substr(first + 1, second - first - 1)}};
}

} // namespace charla::cli

#include "io/blobs/blobs.hpp"
#include "io/blobs/content_name.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace charla::blobs {

namespace {

namespace fs = std::filesystem;

tl::unexpected<flows::error> trouble(std::string_view act, const std::string& path, int why) {
  const bool full = why == ENOSPC || why == EDQUOT;
  return flows::fail(full ? "blob.full" : "blob.unavailable",
                     std::string{act} + ": " + std::error_code{why, std::generic_category()}.message()
                         + (full ? ". Make room on the disk of the media folder." : ""),
                     path);
}

/// A descriptor that is closed on every way out.
class descriptor {
public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return fd_; }

private:
  int fd_;
};

int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

/// A rename is durable once its folder is.
int sync_folder(const fs::path& folder) {
  const descriptor d{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (d.get() < 0 || ::fsync(d.get()) != 0) return errno;
  return 0;
}

class folder_store final : public ports::blob_store {
public:
  folder_store(std::string folder, const ports::crypto& crypto) : folder_(std::move(folder)), crypto_(crypto) {}

  flows::result<std::string> put(flows::tenant_id tenant, std::string_view bytes) override {
    const auto sha256 = name_of(crypto_, bytes);
    if (get(tenant, sha256)) return sha256; // one that is broken is written again
    const auto target = folder_ / place_of(tenant, sha256);
    std::error_code failed;
    fs::create_directories(target.parent_path(), failed);
    if (failed) return trouble("The folder cannot be made", target.parent_path().string(), failed.value());
    if (const int why = write(target, bytes); why != 0) return trouble("The file cannot be kept", target.string(), why);
    return sha256;
  }

  flows::result<std::string> get(flows::tenant_id tenant, const std::string& sha256) override {
    if (!is_name(sha256)) return missing(sha256);
    const auto path = folder_ / place_of(tenant, sha256);
    const descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) return missing(sha256);
    struct stat about {};
    if (file.get() < 0 || ::fstat(file.get(), &about) != 0)
      return trouble("The file cannot be read", path.string(), errno);
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
      const auto n = ::read(file.get(), bytes.data() + have, bytes.size() - have);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return trouble("The file cannot be read", path.string(), errno);
      if (n == 0) break;
      have += static_cast<std::size_t>(n);
    }
    bytes.resize(have);
    return checked(crypto_, sha256, std::move(bytes));
  }

  flows::result<void> remove(flows::tenant_id tenant, const std::string& sha256) override {
    if (!is_name(sha256)) return {};
    const auto path = folder_ / place_of(tenant, sha256);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
      return trouble("The file cannot be removed", path.string(), errno);
    return {};
  }

  [[nodiscard]] std::string_view name() const override { return "folder"; }

private:
  /// @returns errno, 0 when all is well.
  static int write(const fs::path& target, std::string_view bytes) {
    auto unfinished = target.string() + ".XXXXXX";
    const descriptor file{::mkostemp(unfinished.data(), O_CLOEXEC)}; // 0600
    if (file.get() < 0) return errno;
    int why = write_all(file.get(), bytes);
    if (why == 0 && ::fsync(file.get()) != 0) why = errno;
    if (why == 0 && ::rename(unfinished.c_str(), target.c_str()) != 0) why = errno;
    if (why != 0) {
      ::unlink(unfinished.c_str());
      return why;
    }
    return sync_folder(target.parent_path());
  }

  fs::path folder_;
  const ports::crypto& crypto_;
};

} // namespace

std::unique_ptr<ports::blob_store> open_folder(std::string folder, const ports::crypto& crypto) {
  return std::make_unique<folder_store>(std::move(folder), crypto);
}

} // namespace charla::blobs

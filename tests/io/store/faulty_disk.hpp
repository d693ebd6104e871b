#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <sqlite3.h>
#include <string>

/// A disk that refuses when it is told to: a layer over SQLite's own file system, in force while this lives.
class faulty_disk {
public:
  faulty_disk() : vfs_(*sqlite3_vfs_find(nullptr)) {
    inner() = sqlite3_vfs_find(nullptr);
    vfs_.zName = "faulty";
    vfs_.xOpen = &open;
    sqlite3_vfs_register(&vfs_, 1);
  }
  faulty_disk(const faulty_disk&) = delete;
  faulty_disk& operator=(const faulty_disk&) = delete;
  ~faulty_disk() {
    heal();
    sqlite3_vfs_unregister(&vfs_);
  }

  /// From now on nothing can be written: no space is left.
  static void fill() { write_answer() = SQLITE_FULL; }
  /// From now on an fsync fails: the kernel could not bring the pages to the disk.
  static void break_fsync() { sync_answer() = SQLITE_IOERR_FSYNC; }
  static void heal() { write_answer() = sync_answer() = SQLITE_OK; }

private:
  struct methods : sqlite3_io_methods {
    const sqlite3_io_methods* original = nullptr;
  };
  static const sqlite3_io_methods* original_of(sqlite3_file* file) {
    return static_cast<const methods*>(file->pMethods)->original;
  }
  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    const auto code = inner()->xOpen(inner(), name, file, flags, out_flags);
    if (code != SQLITE_OK || file->pMethods == nullptr) return code;
    auto& wrapped = wrappers()[file->pMethods];
    if (!wrapped) {
      wrapped = std::make_unique<methods>();
      static_cast<sqlite3_io_methods&>(*wrapped) = *file->pMethods;
      wrapped->original = file->pMethods;
      wrapped->xWrite = &write;
      wrapped->xSync = &sync;
    }
    file->pMethods = wrapped.get();
    return code;
  }
  // SQLite's own methods look nothing up through pMethods, so they may be called on our file as it is.
  static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    if (write_answer() != SQLITE_OK) return write_answer();
    return original_of(file)->xWrite(file, bytes, count, at);
  }
  static int sync(sqlite3_file* file, int flags) {
    if (sync_answer() != SQLITE_OK) return sync_answer();
    return original_of(file)->xSync(file, flags);
  }

  static sqlite3_vfs*& inner() {
    static sqlite3_vfs* vfs = nullptr;
    return vfs;
  }
  static std::map<const sqlite3_io_methods*, std::unique_ptr<methods>>& wrappers() {
    static std::map<const sqlite3_io_methods*, std::unique_ptr<methods>> all;
    return all;
  }
  static std::atomic<int>& write_answer() {
    static std::atomic<int> answer{SQLITE_OK};
    return answer;
  }
  static std::atomic<int>& sync_answer() {
    static std::atomic<int> answer{SQLITE_OK};
    return answer;
  }

  sqlite3_vfs vfs_;
};

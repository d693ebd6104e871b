#pragma once

#include <catch2/catch.hpp>
#include <sqlite3.h>
#include <string>

/// Looks into the file from outside, as a report would.
class onlooker {
public:
  explicit onlooker(const std::string& path) { REQUIRE(sqlite3_open(path.c_str(), &db_) == SQLITE_OK); }
  onlooker(const onlooker&) = delete;
  onlooker& operator=(const onlooker&) = delete;
  ~onlooker() { sqlite3_close(db_); }
  /// The rows as text: columns joined by `|`, rows by a line end.
  std::string ask(const std::string& sql) {
    std::string out;
    char* error = nullptr;
    const auto add = [](void* to, int n, char** values, char**) {
      auto& text = *static_cast<std::string*>(to);
      if (!text.empty()) text += '\n';
      for (int i = 0; i < n; ++i)
        text += (i == 0 ? "" : "|") + std::string{values[i] == nullptr ? "" : values[i]};
      return 0;
    };
    if (sqlite3_exec(db_, sql.c_str(), add, &out, &error) != SQLITE_OK) {
      out = std::string{"error: "} + error;
      sqlite3_free(error);
    }
    return out;
  }

private:
  sqlite3* db_ = nullptr;
};

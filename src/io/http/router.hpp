#pragma once

#include "io/ports/http.hpp"

#include <map>
#include <memory>

namespace charla::http {

/// All that answers under one pattern.
struct endpoint {
  std::string pattern;
  std::vector<std::pair<std::string, const ports::route*>> methods;
  const ports::websocket_handler* websocket = nullptr;
  const ports::sse_handler* stream = nullptr;

  /// The route of the method; a HEAD that has none of its own gets GET's.
  [[nodiscard]] const ports::route* find(std::string_view method) const;
  /// For the `Allow` header: `GET, HEAD, POST`.
  [[nodiscard]] std::string allow() const;
};

struct route_match {
  const endpoint* at = nullptr; ///< null: no such path
  std::vector<std::pair<std::string, std::string>> params;
};

/// Finds the endpoint of a path: a literal segment wins over `{param}`, that over `{rest*}`.
class router {
public:
  /// `all` must outlive the router and not move. Throws `std::invalid_argument` for a pattern that is malformed or
  /// given twice: a mistake of the program, found at its start.
  explicit router(const ports::routes& all);
  ~router();
  router(const router&) = delete;
  router& operator=(const router&) = delete;

  /// `raw_path` is matched segment by segment and decoded afterwards, so that `%2F` stays within its segment.
  [[nodiscard]] route_match find(std::string_view raw_path) const;

private:
  struct node;
  endpoint& place(const std::string& pattern);

  std::map<std::string, std::unique_ptr<endpoint>, std::less<>> endpoints_;
  std::map<std::string, const endpoint*, std::less<>> literal_; ///< patterns without parameters: the fast way
  std::unique_ptr<node> root_;
};

} // namespace charla::http

#pragma once

#include "actors/world.hpp"

namespace charla::tests {

/// Somebody who wants to be told: a subscription of tenant 1 in the world's store, and the server behind its URL.
class subscriber {
public:
  explicit subscriber(world& w, std::vector<std::string> events = {}, const std::string& host = "sub.example");
  subscriber(const subscriber&) = delete;
  subscriber& operator=(const subscriber&) = delete;

  /// Makes one delivery of `type` by hand; its event.
  flows::uuid tell(const std::string& type = "webhook.test");
  /// Says that the same answer comes from now on.
  void answer(int status, std::vector<ports::header> headers = {});
  void change(const std::function<void(ports::webhook_row&)>& how);

  [[nodiscard]] ports::webhook_row row() const;
  [[nodiscard]] ports::delivery_row delivery(const flows::uuid& id) const;
  [[nodiscard]] std::vector<std::string> types() const;
  [[nodiscard]] std::vector<std::string> header(const std::string& name) const;

  std::vector<ports::client_request> got;
  ports::client_response next; ///< 200 until `answer`
  bool silent = false;         ///< keeps the callbacks
  std::vector<std::function<void(ports::client_response)>> open;

private:
  world& world_;
  ports::webhook_id id_;
  std::string host_;
};

/// The clock goes on at once, then the actors run for five seconds.
void jump(world& w, flows::milliseconds by);

} // namespace charla::tests

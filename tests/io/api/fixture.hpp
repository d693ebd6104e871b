#pragma once

#include "io/api/routes.hpp"
#include "io/json/reader.hpp"
#include "outside.hpp"
#include "support/recording_engine.hpp"

#include <catch2/catch.hpp>

/// What the sentences about the doors are made of: a whole installation in memory, with the real store, codec, crypto
/// and provider, and an engine that records.
namespace charla::api_test {

class turned_clock final : public ports::clock {
public:
  flows::timestamp at = flows::from_unix_ms(1'795'000'000'000);
  [[nodiscard]] flows::timestamp now() const override { return at; }
  flows::milliseconds each_look{0}; ///< passes whenever somebody looks how long something takes
  [[nodiscard]] std::int64_t boot_ms() const override { return flows::to_unix_ms(at) + (passed_ += each_look).count(); }

private:
  mutable flows::milliseconds passed_{0};
};

class kept_log final : public ports::log {
public:
  std::vector<std::string> lines;
  void write(ports::log_level, std::string_view event, std::initializer_list<ports::field> fields) override;
};

class counted_metrics final : public ports::metrics {
public:
  std::map<std::string, double> counts; ///< `name{label=value}`
  void count(std::string_view name, ports::labels l, double by) override;
  void set(std::string_view name, double value, ports::labels l) override;
  void observe(std::string_view, double, ports::labels) override {}
  [[nodiscard]] std::string scrape() override { return "http_requests_total 1\n"; }
};

inline constexpr flows::tenant_id acme{1};
inline constexpr flows::tenant_id rival{2};

using headers = std::vector<ports::header>;

class world {
public:
  world();
  ~world();

  turned_clock clock;
  kept_log log;
  counted_metrics metrics;
  test::recording_engine engine;
  ports::config config;
  scripted_http http;
  std::unique_ptr<ports::crypto> crypto;
  kept_blobs blobs;
  std::unique_ptr<ports::codec> codec;
  std::unique_ptr<ports::provider> meta;
  std::vector<const ports::provider*> other_providers; ///< as for `open_doors`
  std::unique_ptr<ports::store> rows;
  std::unique_ptr<ports::store_admin> admin;
  std::unique_ptr<ports::store_lane> lane;
  std::shared_ptr<api::sign_in_links> links;
  bool store_reachable = true;
  api::process_use process;
  std::string local_token;                                                  ///< as for `open_doors`
  std::function<flows::result<std::string>(const std::string&)> posix_zone; ///< likewise
  ports::mail_checker* mail = nullptr;                                      ///< likewise
  const ports::log_lines* lines = nullptr;                                  ///< likewise
  ports::routes routes;
  /// What the doors want done later, and when.
  std::multimap<std::int64_t, std::function<void()>> later;

  /// Makes the routes anew: after the configuration or the rows behind the door's directory were changed by the test.
  void open_doors();
  /// A fifth of a second passes; what is due by then is done.
  void run_later();

  ports::http_response
  send(const std::string& method, const std::string& target, headers h = {}, const std::string& body = {});
  /// As `send`, JSON, with the answer's status checked.
  json::document
  ask(int status, const std::string& method, const std::string& target, const headers& h, const std::string& body = {});

  /// Headers of a new session of a new user.
  headers as(ports::role r, flows::tenant_id tenant = acme);
  /// Headers of a new key with these scopes.
  headers with_key(std::vector<std::string> scopes, flows::tenant_id tenant = acme);
  /// A conversation with one inbound message "hola", committed as the engine would.
  flows::conversation_id talk(const std::string& wa_id, const std::string& key = "wa_main", flows::tenant_id t = acme);
  [[nodiscard]] std::string signature(const std::string& body, const std::string& secret = "s3cret") const;
  [[nodiscard]] flows::channel_id channel(const std::string& key, flows::tenant_id t = acme);

private:
  int made_ = 0;
};

/// The value of a header, empty when absent.
[[nodiscard]] std::string header_of(const ports::http_response& r, std::string_view name);
[[nodiscard]] json::document read(const std::string& text);
/// The fields that a problem document names.
[[nodiscard]] std::vector<std::string> fields_of(const json::document& problem);

/// A Meta body with one text message.
[[nodiscard]] std::string message_body(const std::string& phone_number_id,
                                       const std::string& wamid,
                                       const std::string& from,
                                       const std::string& text);

} // namespace charla::api_test

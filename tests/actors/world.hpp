#pragma once

#include "actors/engine.hpp"
#include "io/ports/codec.hpp"
#include "support/hand_clock.hpp"
#include "support/memory_blobs.hpp"
#include "support/quiet_services.hpp"

#include <filesystem>
#include <map>

/// A whole engine in one thread: real actors, a real store in a temporary file, a provider that is a list of requests,
/// and a clock that moves only when it is told to. A day passes in a millisecond.
namespace charla::tests {

/// What the outside gets to see, and how it answers.
class recorded_http final : public ports::http_client {
public:
  void send(ports::client_request request, std::function<void(ports::client_response)> done) override;
  std::vector<ports::client_request> requests;
  /// The next answers; when empty, the provider accepts everything.
  std::vector<ports::client_response> answers;
  /// Takes requests that are not the provider's; true when it did.
  std::function<bool(const ports::client_request&, std::function<void(ports::client_response)>&)> elsewhere;
  bool silent = false; ///< keeps the callbacks: the answer is still on its way
  std::vector<std::function<void(ports::client_response)>> open;
  [[nodiscard]] static ports::client_response accepted(std::size_t n);
};

class world {
public:
  /// @param in_memory the store that keeps nothing; `restart` is not for it.
  explicit world(bool in_memory = false);
  ~world();
  world(const world&) = delete;
  world& operator=(const world&) = delete;

  /// Runs the actors until nobody has anything to do.
  void run();
  /// Turns the clock in small steps and runs the actors after each.
  void advance(flows::milliseconds by);
  /// Ends the process without a goodbye and begins it again on the same file.
  void restart();

  /// A customer's line comes in by webhook; returns what the door answered.
  ports::accept_outcome
  customer_says(const std::string& text, const std::string& wamid, const std::string& phone = "5491122223333");
  ports::accept_outcome accept(flows::cause_body event_body);
  ports::accept_outcome accept_event(decltype(ports::provider_event::what) what);
  ports::command_result command(ports::conversation_command what, const std::string& phone = "5491122223333");

  /// The texts the provider was asked to send, in order.
  [[nodiscard]] std::vector<std::string> sent_texts() const;
  [[nodiscard]] flows::conversation_id conversation(const std::string& phone = "5491122223333") const;
  [[nodiscard]] std::optional<ports::conversation_row> row(const std::string& phone = "5491122223333");
  [[nodiscard]] std::vector<ports::stored_message> history(const std::string& phone = "5491122223333");
  [[nodiscard]] ports::store_admin::backlog backlog();

  hand_clock clock;
  silent_log log;
  counting_metrics metrics;
  recorded_http http;
  ports::config config;
  std::unique_ptr<ports::crypto> crypto;
  std::unique_ptr<test::memory_blobs> blobs;
  std::unique_ptr<ports::codec> codec;
  std::unique_ptr<ports::provider> meta;
  std::unique_ptr<ports::store> store;
  std::unique_ptr<actors::local_engine> engine;
  actors::directory directory; ///< changed before `restart` or `reload`
  std::string gave_up;

private:
  void begin();
  bool in_memory_ = false;
  std::filesystem::path folder_;
};

} // namespace charla::tests

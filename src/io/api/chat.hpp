#pragma once

#include "io/ports/engine.hpp"

#include <list>
#include <mutex>

namespace charla::api {

/// One question of a host that waits for the bot's turn. Watches the tenant's changes: the turn is there when the
/// conversation has changed after the line of the message itself.
class chat final : public ports::feed_watcher {
public:
  /// How the turn came out.
  struct turn {
    std::int64_t version = 0;
    bool bot_speaks = true;
  };
  /// @param ready called once, on any thread; must not block.
  chat(flows::conversation_id conversation, std::string message_id, std::function<void(turn)> ready)
      : conversation_(conversation), message_id_(std::move(message_id)), ready_(std::move(ready)) {}

  void on_change(const ports::feed_change_ptr& change) override;
  /// Whoever ends it answers: true for the first.
  [[nodiscard]] bool end();

private:
  std::mutex mutex_;
  flows::conversation_id conversation_;
  std::string message_id_;
  std::function<void(turn)> ready_;
  std::int64_t version_ = 0; ///< of the turn that took the message; 0: not seen yet
  bool over_ = false;
};

/// The questions that wait. Thread-safe.
class chat_room {
public:
  static constexpr std::size_t waiting_max = 256;
  using gone = std::function<void()>;

  /// @param too_late called by `expire`, unless `remove` came before.
  /// @returns false when too many wait.
  [[nodiscard]] bool add(std::shared_ptr<chat> c, std::int64_t until_ms, gone too_late);
  void remove(const chat* c);
  /// Gives up what has waited too long. @returns whether somebody still waits.
  bool expire(std::int64_t now_ms);
  /// True for the one who has to look after it from now on.
  [[nodiscard]] bool begin_watch();

private:
  struct entry {
    std::shared_ptr<chat> who;
    std::int64_t until_ms = 0;
    gone too_late;
  };
  std::mutex mutex_;
  std::list<entry> waiting_;
  bool watched_ = false;
};

} // namespace charla::api

#include "io/api/live/topic.hpp"

namespace charla::api::live {

namespace {

/// Where the tenant's people are, as their consoles say (`{t:"here"}`); one row a socket.
class colleagues_here final : public topic {
public:
  tl::expected<snapshot, problem> read(const sources& from) override {
    snapshot s;
    for (const auto& [key, p] : from.house.people.of(from.who.tenant, from.boot_ms)) {
      json::writer w;
      w.begin_object().member("user_id", p.user.value()).member("name", p.name).member("email", p.email);
      w.member("conversation", p.conversation).member("typing", p.typing).end_object();
      s.items.push_back({key, w.take()});
    }
    return s;
  }
  [[nodiscard]] std::chrono::milliseconds poll_every() const override { return std::chrono::milliseconds{1000}; }
};

} // namespace

std::unique_ptr<topic> make_presence() { return std::make_unique<colleagues_here>(); }

} // namespace charla::api::live

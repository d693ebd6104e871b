#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

#include <set>

namespace charla::actors {

/// Files: fetches what customers send before its id expires at the provider, gives ours to the providers that need
/// them, removes the bytes of what the store has forgotten. A conversation never waits for it: the text goes on, the
/// file arrives as a fact. It owns nothing that is not in the store, and has a thread of its own because keeping bytes
/// blocks.
class media : public actor_base {
public:
  media(caf::actor_config& cfg, const services& with, wiring& who);
  caf::behavior make_behavior() override;

private:
  using file_key = std::pair<flows::channel_id, std::string>;
  struct fetching {
    ports::media_row row;
    std::size_t step = 0;
    ports::client_request asked; ///< without headers: for the channel log
  };
  struct giving {
    need_file what;
    ports::asset_row asset;
    ports::client_request asked;
  };

  void look();
  void take(const media_due_read& page);
  void begin(ports::media_row row);
  void step(std::uint64_t number, const ports::client_response* last);
  void keep(const fetching& f, const ports::media_file& file, std::optional<ports::exchange> said);
  void give_up(const fetching& f, const ports::media_trouble& why, std::optional<ports::exchange> said);
  void note(const fetching& f, ports::media_fact fact, std::optional<ports::exchange> said);
  void ask(std::uint64_t number, ports::client_request request, ports::client_request& kept);
  void answered(const media_answered& a);
  void give(const asset_found& found);
  void given(const giving& g, const ports::client_response& answer);
  void tell_sender(const need_file& what, file_ready ready);
  void refuse_file(const need_file& what, std::string why, bool again);
  void remove(const std::vector<ports::asset_row>& assets);
  [[nodiscard]] std::optional<ports::exchange> said_of(const directory::channel& channel,
                                                       const ports::client_request& asked,
                                                       const ports::client_response& answer) const;

  const services& with_;
  wiring& who_;
  std::map<std::uint64_t, fetching> fetching_;
  std::map<std::uint64_t, giving> giving_;
  std::set<file_key> in_hand_;
  std::map<std::pair<flows::channel_id, ports::asset_id>, timestamp> asked_for_; ///< and since when
  std::uint64_t last_ = 0;
  bool asked_ = false;
  bool look_again_ = false;
};

} // namespace charla::actors

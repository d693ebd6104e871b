#include "actors/persistence.hpp"

namespace charla::actors {

void pending_batch::add(append_events_ptr events) {
  appends.push_back({events, batch.appends.size(), batch.statuses.size()});
  std::move(events->causes.begin(), events->causes.end(), std::back_inserter(batch.appends));
  std::move(events->statuses.begin(), events->statuses.end(), std::back_inserter(batch.statuses));
  const auto move_all = [](auto& from, auto& to) { std::move(from.begin(), from.end(), std::back_inserter(to)); };
  move_all(events->events, batch.events);
  move_all(events->media, batch.media_wanted);
  move_all(events->numbers, batch.numbers);
  move_all(events->templates, batch.templates);
  move_all(events->exchanges, batch.exchanges);
}

void pending_batch::add(commit_turn t) {
  batch.turns.push_back(*t.turn);
  turns.push_back({t.token, std::move(t.conversation)});
}

void pending_batch::add(claim_sends c) {
  claims.push_back({c, batch.claims.size()});
  for (std::size_t i = 0; i < c.outs.size(); ++i)
    batch.claims.push_back({c.outs[i], 0, {}, i < c.as_template.size() && c.as_template[i]});
}

void pending_batch::add(note_send n) {
  batch.sends.push_back(n.fact);
  batch.sends.back().tenant = n.tenant;
  if (n.said) batch.exchanges.push_back(*std::move(n.said));
  sends.push_back(std::move(n));
}

void pending_batch::add(change_control c) {
  batch.overrides.push_back(c.request);
  controls.push_back(std::move(c));
}

void pending_batch::add(write_dead_letter w) {
  batch.dead_letters.push_back(std::move(w.letter));
  letters.push_back({w.token, std::move(w.conversation)});
}

void pending_batch::add(note_delivery n) {
  batch.deliveries.push_back(n.fact);
  if (n.event) batch.events.push_back(*n.event);
  deliveries.push_back(std::move(n));
}

void pending_batch::add(note_media n) {
  batch.media.push_back(n.fact);
  if (n.said) batch.exchanges.push_back(*std::move(n.said));
  media.push_back(std::move(n.row));
}

void pending_batch::add(note_upload n) {
  batch.uploads.push_back(std::move(n.fact));
  if (n.said) batch.exchanges.push_back(*std::move(n.said));
}

} // namespace charla::actors

#include "actors/lane_work.hpp"

#include "flows/overloaded.hpp"

#include <algorithm>

namespace charla::actors {

std::int64_t cost_of(const lane_work& work) {
  return std::visit(flows::overloaded{
                        [](const append_events_ptr& a) {
                          return static_cast<std::int64_t>(a->causes.size() + a->statuses.size() + a->events.size());
                        },
                        [](const commit_turn&) -> std::int64_t { return 2; },
                        [](const claim_sends& c) { return static_cast<std::int64_t>(c.outs.size()); },
                        [](const auto&) -> std::int64_t { return 1; },
                    },
                    work);
}

namespace {

flows::tenant_id tenant_of(const lane_work& work) {
  return std::visit(flows::overloaded{
                        [](const append_events_ptr& a) {
                          return !a->causes.empty()     ? a->causes.front().tenant
                                 : !a->statuses.empty() ? a->statuses.front().tenant
                                                        : flows::tenant_id{};
                        },
                        [](const commit_turn& t) { return t.turn->summary.tenant; },
                        [](const claim_sends& c) { return c.tenant; },
                        [](const note_send& n) { return n.tenant; },
                        [](const change_control& c) { return c.request.notice.tenant; },
                        [](const write_dead_letter& w) { return w.letter.tenant; },
                        [](const note_media& n) { return n.row.want.tenant; },
                        [](const note_delivery&) { return flows::tenant_id{}; },
                        [](const note_upload&) { return flows::tenant_id{}; },
                    },
                    work);
}

bool is_bulk(const lane_work& work) {
  const auto bulky = [](flows::priority p) { return p >= flows::priority::follow_up; };
  if (const auto* a = std::get_if<append_events_ptr>(&work)) {
    const auto& causes = (*a)->causes;
    return !causes.empty() && std::all_of(causes.begin(), causes.end(), [&](const auto& c) { return bulky(c.prio); });
  }
  if (const auto* t = std::get_if<commit_turn>(&work)) {
    const auto& sends = t->turn->sends;
    return !sends.empty() && std::all_of(sends.begin(), sends.end(), [&](const auto& s) { return bulky(s.prio); });
  }
  return false;
}

} // namespace

std::int64_t line_of(const lane_work& work) {
  return std::int64_t{tenant_of(work).value()} * 2 + (is_bulk(work) ? 1 : 0);
}

} // namespace charla::actors

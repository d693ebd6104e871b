#include "actors/lane_work.hpp"

#include "flows/overloaded.hpp"

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

} // namespace charla::actors

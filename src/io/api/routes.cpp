#include "io/api/routes.hpp"

#include "io/api/live/doors.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

endpoints all_endpoints() {
  endpoints all;
  const auto add = [&](endpoints some) {
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  };
  add(health_endpoints());
  add(webhook_endpoints());
  add(simulate_endpoints());
  add(session_endpoints());
  add(setup_endpoints());
  add(conversation_endpoints());
  add(replay_endpoints());
  add(what_if_endpoints());
  add(message_endpoints());
  add(retry_endpoints());
  add(arrange_endpoints());
  add(canned_endpoints());
  add(control_endpoints());
  add(send_endpoints());
  add(transactional_endpoints());
  add(task_endpoints());
  add(report_endpoints());
  add(report_list_endpoints());
  add(log_endpoints());
  add(node_endpoints());
  add(legacy_endpoints());
  add(chat_endpoints());
  add(contact_endpoints());
  add(merge_endpoints());
  add(erase_endpoints());
  add(import_endpoints());
  add(export_endpoints());
  add(segment_endpoints());
  add(upload_endpoints());
  add(file_endpoints());
  add(open_file_endpoints());
  add(exchange_endpoints());
  add(template_endpoints());
  add(submit_endpoints());
  add(sync_endpoints());
  add(resource_endpoints());
  add(appointment_endpoints());
  add(connection_endpoints());
  add(channel_endpoints());
  add(number_endpoints());
  add(tenant_endpoints());
  add(user_endpoints());
  add(key_endpoints());
  add(flow_endpoints());
  add(draft_endpoints());
  add(publish_endpoints());
  add(version_endpoints());
  add(run_list_endpoints());
  add(move_endpoints());
  add(simulator_endpoints());
  add(run_endpoints());
  add(timer_endpoints());
  add(event_endpoints());
  add(actor_endpoints());
  add(letter_endpoints());
  add(letter_preview_endpoints());
  add(subscription_endpoints());
  add(delivery_endpoints());
  add(journal_endpoints());
  add(document_endpoints());
  add(page_endpoints());
  return all;
}

ports::routes make_routes(dependencies with) {
  const auto house = std::make_shared<context>(std::move(with));
  read_directory(house);
  ports::routes out;
  for (auto& e : all_endpoints()) {
    if (e.request_schema == "provider_webhook") e.body_max = house->with.config.http.webhook_body_max;
    // A form has a little more than its file.
    if (e.pattern == "/api/v1/files")
      e.body_max = static_cast<std::size_t>(house->with.config.media.size_max) + (16 << 10);
    out.http.push_back(to_route(house, e));
  }
  out.websockets.emplace_back("/api/v1/feed", live::feed_door(house));
  out.streams.emplace_back("/api/inbox/stream", live::stream_door(house));
  return out;
}

} // namespace charla::api

#pragma once

#include "io/api/endpoint.hpp"

/// The rows of the route table, one function a resource; each stands in the file of its name.
namespace charla::api {

[[nodiscard]] endpoints health_endpoints();
[[nodiscard]] endpoints webhook_endpoints();
[[nodiscard]] endpoints simulate_endpoints();
[[nodiscard]] endpoints session_endpoints();
[[nodiscard]] endpoints setup_endpoints();
[[nodiscard]] endpoints conversation_endpoints();
[[nodiscard]] endpoints replay_endpoints();  ///< what was decided, decided again; and why
[[nodiscard]] endpoints what_if_endpoints(); ///< a draft tried on real conversations
[[nodiscard]] endpoints message_endpoints();
[[nodiscard]] endpoints retry_endpoints();   ///< of messages that failed
[[nodiscard]] endpoints arrange_endpoints(); ///< who has a conversation, its labels, its notes
[[nodiscard]] endpoints canned_endpoints();  ///< answers kept ready, and colleagues
[[nodiscard]] endpoints control_endpoints();
[[nodiscard]] endpoints send_endpoints();
[[nodiscard]] endpoints transactional_endpoints(); ///< what programs send
[[nodiscard]] endpoints task_endpoints();          ///< and what became of it
[[nodiscard]] endpoints chat_endpoints();          ///< the bot as a host's brain
[[nodiscard]] endpoints legacy_endpoints();        ///< both, as the system before had them
[[nodiscard]] endpoints contact_endpoints();
[[nodiscard]] endpoints merge_endpoints();     ///< of contacts
[[nodiscard]] endpoints erase_endpoints();     ///< of a person
[[nodiscard]] endpoints import_endpoints();    ///< of contacts, from CSV
[[nodiscard]] endpoints export_endpoints();    ///< of contacts
[[nodiscard]] endpoints segment_endpoints();   ///< conditions on contacts, with names
[[nodiscard]] endpoints upload_endpoints();    ///< of files
[[nodiscard]] endpoints file_endpoints();      ///< where they are
[[nodiscard]] endpoints open_file_endpoints(); ///< their bytes
[[nodiscard]] endpoints exchange_endpoints();  ///< the channel log
[[nodiscard]] endpoints template_endpoints();
[[nodiscard]] endpoints submit_endpoints();   ///< of templates, to the provider
[[nodiscard]] endpoints sync_endpoints();     ///< of templates, from the provider
[[nodiscard]] endpoints resource_endpoints(); ///< of the agenda
[[nodiscard]] endpoints appointment_endpoints();
[[nodiscard]] endpoints connection_endpoints(); ///< credentials of other services
[[nodiscard]] endpoints channel_endpoints();
[[nodiscard]] endpoints number_endpoints(); ///< how a channel's number is, and connecting an unofficial one
[[nodiscard]] endpoints tenant_endpoints();
[[nodiscard]] endpoints user_endpoints();
[[nodiscard]] endpoints key_endpoints();
[[nodiscard]] endpoints flow_endpoints();      ///< their versions
[[nodiscard]] endpoints draft_endpoints();     ///< their drafts
[[nodiscard]] endpoints publish_endpoints();   ///< from a draft to what is live, and back
[[nodiscard]] endpoints version_endpoints();   ///< what has become of a version
[[nodiscard]] endpoints run_list_endpoints();  ///< runs of flows, and what customers do in them
[[nodiscard]] endpoints move_endpoints();      ///< runs from one version to another
[[nodiscard]] endpoints simulator_endpoints(); ///< flows tried without a customer
[[nodiscard]] endpoints run_endpoints();       ///< of one conversation
[[nodiscard]] endpoints report_endpoints();    ///< figures
[[nodiscard]] endpoints log_endpoints();
[[nodiscard]] endpoints node_endpoints();        ///< of the cluster
[[nodiscard]] endpoints report_list_endpoints(); ///< and what is behind them
[[nodiscard]] endpoints timer_endpoints();       ///< what is armed
[[nodiscard]] endpoints event_endpoints();       ///< what programs tell
[[nodiscard]] endpoints actor_endpoints();
[[nodiscard]] endpoints letter_endpoints();
[[nodiscard]] endpoints letter_preview_endpoints();
[[nodiscard]] endpoints subscription_endpoints(); ///< outgoing webhooks
[[nodiscard]] endpoints delivery_endpoints();     ///< and what they were told
[[nodiscard]] endpoints journal_endpoints();
[[nodiscard]] endpoints document_endpoints();
[[nodiscard]] endpoints page_endpoints();

/// All of them: what `make_routes` serves.
[[nodiscard]] endpoints all_endpoints();
/// What `/api/openapi.json` describes: those, and the two live streams.
[[nodiscard]] endpoints described_endpoints();

} // namespace charla::api

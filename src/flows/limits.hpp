#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

/// Every bound of the deciding mind, one line each with its reason. Bounds of queues stand beside their queue.
namespace charla::flows::limits {

/// Causes that one turn takes; more wait for the next one (protocol §5).
inline constexpr std::size_t causes_per_turn_max = 50;
/// Steps that one turn may run: a loop without a wait stops here and goes to a person.
inline constexpr std::size_t steps_per_turn_max = 64;
/// Bubbles that one turn may send; more is a runaway flow.
inline constexpr std::size_t sends_per_turn_max = 20;
/// Messages a conversation remembers by default (R122).
inline constexpr std::size_t memory_default = 20;
/// Characters of a text that WhatsApp takes (providers.md A8).
inline constexpr std::size_t text_length_max = 4096;
/// Characters of a caption (providers.md A8).
inline constexpr std::size_t caption_length_max = 1024;
/// Bytes of an unknown payload that are kept with the message.
inline constexpr std::size_t raw_payload_max = 16 * 1024;
/// How long a person keeps the conversation unless somebody says otherwise (R103).
inline constexpr std::chrono::hours human_override_default{24};
/// End of the free-form window after the customer's last message (providers.md A11).
inline constexpr std::chrono::hours service_window{24};
/// Nodes of one flow.
inline constexpr std::size_t nodes_per_flow_max = 1000;
/// Attributes of one conversation, and variables of one run: its state is rewritten with every turn.
inline constexpr std::size_t attributes_max = 100;
/// Bytes of one attribute or variable.
inline constexpr std::size_t attribute_length_max = 16 * 1024;
/// Longest wait of a run: a longer one is a mistake in the flow.
inline constexpr std::chrono::hours wait_max{24 * 366};
/// A `wait` up to this is a pause between bubbles: a message that arrives meanwhile is kept until it is over.
inline constexpr std::chrono::seconds pause_max{60};
/// What a call's durable timer grants beyond the call's own timeout, so that its own answer comes first.
inline constexpr std::chrono::seconds call_grace{30};
/// Sub-flows within sub-flows.
inline constexpr std::size_t callers_max = 8;
/// Turns of a run within an hour in which nobody spoke: a flow that talks to itself stops here and goes to a person.
inline constexpr std::int32_t idle_turns_per_hour_max = 60;
/// Visits of one step while nobody spoke.
inline constexpr std::int32_t idle_visits_max = 100;
/// Tags of a contact, labels of a conversation, bubbles that wait for their moment: each.
inline constexpr std::size_t marks_max = 100;
/// Longest external call.
inline constexpr std::chrono::minutes call_timeout_max{10};

} // namespace charla::flows::limits

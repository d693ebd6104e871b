#pragma once

#include "io/ports/rows.hpp"

#include <span>

/// What people who answer customers work from: which conversations are theirs to look at, how many there are, and the
/// answers they keep ready.
namespace charla::ports {

/// How a list of conversations is sorted.
enum class conversation_order : std::uint8_t {
  activity, ///< the latest first
  waiting,  ///< who waits longest first; who does not wait comes last
};

/// Which conversations. Everything that is said must hold.
struct conversation_filter {
  std::optional<channel_id> channel;
  std::optional<conversation_status> status;
  std::optional<control_mode> mode;
  bool unread_only = false;
  std::string search;                      ///< in name, phone or preview
  bool in_hand = false;                    ///< neither resolved nor set aside
  std::optional<std::string> assignee;     ///< empty: nobody's
  std::string label;                       ///< empty: any
  bool waiting_only = false;               ///< the customer waits for an answer
  std::optional<timestamp> waiting_before; ///< and has since before
  conversation_order order = conversation_order::activity;
};

/// A view by its name, as lists, the live feed and the counts know it.
struct desk_view {
  std::string_view name;
  bool in_hand = false;
  bool mine = false;
  bool nobodys = false;
  bool waiting = false;
  bool unread = false;
  std::optional<control_mode> mode{};
  std::optional<conversation_status> status{};
};
/// `all`, `mine`, `unassigned`, `waiting`, `person`, `bot`, `paused`, `unread`, `snoozed`, `closed`.
[[nodiscard]] std::span<const desk_view> desk_views();
/// Adds what the view asks for. @param email of who looks: `mine` is nobody's for who has none
/// @returns false when there is no such view.
[[nodiscard]] bool narrow_to_view(conversation_filter& f, std::string_view view, const std::string& email);

/// The one rule about what a filter lets through: the stores list by it, the live feed follows by it. Letters of ASCII
/// are found in either case. The tenant is not asked.
[[nodiscard]] bool lets_through(const conversation_filter& f, const conversation_row& row);

/// How many conversations a view has; nobody reads more than a hundred off a badge.
struct view_count {
  std::string_view view;  ///< one of `desk_views`, or `letters`: open dead letters
  std::int64_t count = 0; ///< at most the cap
  bool more = false;      ///< there are more than that
};

/// An answer that people keep ready.
struct canned_row {
  std::int32_t id = 0;
  tenant_id tenant;
  std::string shortcut; ///< what it is called up by; unique in the tenant
  std::string text;
  std::string created_by;
  timestamp updated_at;
};

class desk_admin {
public:
  virtual ~desk_admin() = default;
  /// Of every view, and of `letters`, in the order of `desk_views`.
  virtual stored<std::vector<view_count>> count_views(tenant_id t, const std::string& email, std::int64_t cap) = 0;
  /// One bubble of ours with its line, by the turn that sent it and its index; of any conversation of the tenant.
  virtual stored<std::optional<stored_message>> bubble(tenant_id t, const out_id& id) = 0;

  virtual stored<std::vector<canned_row>> canned(tenant_id t) = 0; ///< by shortcut
  /// Adds it (`id` 0) or changes shortcut and text of the tenant's row with this id. @returns it as it is kept;
  /// `nullopt` when another row has the shortcut, or there is none with this id.
  virtual stored<std::optional<canned_row>> put_canned(const canned_row& row) = 0;
  virtual stored<bool> delete_canned(tenant_id t, std::int32_t id) = 0;
};

} // namespace charla::ports

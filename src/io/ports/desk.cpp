#include "io/ports/desk.hpp"

#include <algorithm>
#include <array>

namespace charla::ports {

namespace {

constexpr std::array<desk_view, 10> views{{
    {.name = "all", .in_hand = true},
    {.name = "mine", .in_hand = true, .mine = true},
    {.name = "unassigned", .in_hand = true, .nobodys = true},
    {.name = "waiting", .in_hand = true, .waiting = true},
    {.name = "person", .in_hand = true, .mode = control_mode::human},
    {.name = "bot", .in_hand = true, .mode = control_mode::bot},
    {.name = "paused", .mode = control_mode::paused},
    {.name = "unread", .unread = true},
    {.name = "snoozed", .status = conversation_status::snoozed},
    {.name = "closed", .status = conversation_status::resolved},
}};

/// Nobody is called so: who has no e-mail has no conversations of their own.
constexpr std::string_view no_person = "\x1f";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(const std::string& text, const std::string& part) {
  return part.empty() || std::search(text.begin(), text.end(), part.begin(), part.end(), [](char a, char b) {
                           return lower(a) == lower(b);
                         }) != text.end();
}

bool is_in_hand(conversation_status s) {
  return s != conversation_status::snoozed && s != conversation_status::resolved;
}

bool has_label(const std::vector<std::string>& labels, const std::string& wanted) {
  return std::find(labels.begin(), labels.end(), wanted) != labels.end();
}

bool waits(const conversation_filter& f, const conversation_summary& s) {
  if (f.waiting_only && !s.waiting_since) return false;
  return !f.waiting_before || (s.waiting_since && *s.waiting_since < *f.waiting_before);
}

} // namespace

std::span<const desk_view> desk_views() { return views; }

bool narrow_to_view(conversation_filter& f, std::string_view view, const std::string& email) {
  const auto found = std::find_if(views.begin(), views.end(), [&](const desk_view& v) { return v.name == view; });
  if (found == views.end()) return false;
  f.in_hand = f.in_hand || found->in_hand;
  f.waiting_only = f.waiting_only || found->waiting;
  f.unread_only = f.unread_only || found->unread;
  if (found->mine) f.assignee = email.empty() ? std::string{no_person} : email;
  if (found->nobodys) f.assignee = "";
  if (found->mode) f.mode = found->mode;
  if (found->status) f.status = found->status;
  return true;
}

bool lets_through(const conversation_filter& f, const conversation_row& row) {
  const auto& s = row.summary;
  if (f.channel && *f.channel != s.channel) return false;
  if (f.status && *f.status != s.status) return false;
  if (f.in_hand && !is_in_hand(s.status)) return false;
  if (f.mode && *f.mode != row.mode) return false;
  if (f.unread_only && row.unread <= 0) return false;
  if (f.assignee && *f.assignee != s.assignee) return false;
  if (!f.label.empty() && !has_label(s.labels, f.label)) return false;
  return waits(f, s)
         && (contains(s.contact_name, f.search) || contains(s.peer.wa_id, f.search) || contains(s.preview, f.search));
}

} // namespace charla::ports

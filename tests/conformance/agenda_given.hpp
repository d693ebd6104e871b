#pragma once

#include "webhook_given.hpp"

/// What the sentences about the agenda are made of.
namespace charla::conformance {

using outcome = booking::outcome;

resource_row resource_no(opened& o, tenant_id t, std::uint8_t n, bool active = true);
/// From `begin` minutes after noon of a day far ahead.
appointment_row at_minute(const resource_row& r, std::uint8_t n, int begin, int length = 30);
/// A refusal of the whole fails the test.
booking book(opened& o, const appointment_row& a, const booking_key& key = {}, std::vector<event_out> tell = {});
booking change(opened& o, const appointment_row& a, std::vector<event_out> tell = {});
/// As a program does: a store that is busy is asked again.
stored<booking> book_by(store_admin& admin, const appointment_row& a, const booking_key& key = {});
/// Of all pages of two.
std::vector<std::string> titles(opened& o, tenant_id t, const appointment_filter& f);
appointment_filter whole_day();

} // namespace charla::conformance

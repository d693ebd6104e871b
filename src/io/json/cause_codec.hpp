#pragma once

#include "flows/cause.hpp"
#include "io/json/archive.hpp"

namespace charla::json {

/// Writes the members of a cause into the open object: `kind` (its stable name) and its own.
void members(writing& a, const flows::cause_body& c);
void members(reading& a, flows::cause_body& c);

void members(writing& a, const flows::address& v);
void members(reading& a, flows::address& v);
void members(writing& a, const flows::call_request& v);
void members(reading& a, flows::call_request& v);
void members(writing& a, const flows::outgoing_request& v);
void members(reading& a, flows::outgoing_request& v);
void members(writing& a, const flows::call_token& v);
void members(reading& a, flows::call_token& v);

} // namespace charla::json

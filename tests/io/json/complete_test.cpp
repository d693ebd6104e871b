#include "io/ports/codec.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;

namespace {

struct anything {
  template <class T>
  operator T() const; // NOLINT(google-explicit-constructor): it stands for a value of any type
};

/// How many members an aggregate has.
template <class T, class... Given>
constexpr std::size_t members() {
  if constexpr (requires { T{Given{}..., anything{}}; })
    return members<T, Given..., anything>();
  else
    return sizeof...(Given);
}

} // namespace

// A member that somebody adds and nobody encodes would be lost at the next restart. When a count is wrong here: write
// the member in its codec (`src/io/json/*_codec.cpp`), generate it in `generators.cpp`, then correct the count.
TEST_CASE("every member of what is stored is known to the codec", "[json][codec]") {
  CHECK(members<text_content>() == 1);
  CHECK(members<media_content>() == 10);
  CHECK(members<location_content>() == 5);
  CHECK(members<contact_card>() == 3);
  CHECK(members<contacts_content>() == 2);
  CHECK(members<choice_content>() == 4);
  CHECK(members<form_content>() == 3);
  CHECK(members<call_permission_content>() == 2);
  CHECK(members<reaction_content>() == 2);
  CHECK(members<order_item>() == 4);
  CHECK(members<order_content>() == 3);
  CHECK(members<system_content>() == 5);
  CHECK(members<edit_content>() == 3);
  CHECK(members<revoke_content>() == 1);
  CHECK(members<template_content>() == 3);
  CHECK(members<unsupported_content>() == 3);
  CHECK(members<note_content>() == 1);

  CHECK(members<address>() == 2);
  CHECK(members<referral>() == 6);
  CHECK(members<inbound_message>() == 9);
  CHECK(members<echo_message>() == 4);
  CHECK(members<history_message>() == 5);
  CHECK(members<outgoing_request>() == 11);
  CHECK(members<control_changed>() == 4);
  CHECK(members<status_changed>() == 2);
  CHECK(members<timer_fired>() == 3);
  CHECK(members<call_token>() == 3);
  CHECK(members<call_finished>() == 5);
  CHECK(members<delivery_failed>() == 3);
  CHECK(members<cause>() == 4);

  CHECK(members<wait_state>() == 5);
  CHECK(members<run_state>() == 11);
  CHECK(members<conversation>() == 28); // of which memory and four columns are the store's
  CHECK(members<rules>() == 8);
  CHECK(members<trace_line>() == 3);
  CHECK(members<interactive_content>() == 15);
  CHECK(members<call_request>() == 7);
  CHECK(members<caller>() == 4);
  CHECK(members<scheduled_message>() == 4);
  CHECK(members<run_request>() == 8);
  CHECK(members<contact_changed>() == 7);
  CHECK(members<desk_changed>() == 6);
  CHECK(members<note_written>() == 3);
  CHECK(members<trigger>() == 4);
  CHECK(members<speaker>() == 3);
  CHECK(members<flow_version>() == 2);
  CHECK(members<charla::ports::turn_record>() == 6);
  CHECK(members<node>() == 6);
  CHECK(members<flow>() == 12); // of which identity and version are the store's
}

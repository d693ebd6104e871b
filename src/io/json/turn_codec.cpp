#include "io/json/turn_codec.hpp"

#include "io/json/cause_codec.hpp"
#include "io/json/names.hpp"

namespace charla::json {

void members(auto& a, like<flows::rules> auto& v) {
  a.always("memory", v.memory);
  a.always("human_override_ms", v.human_override);
  a.always("language", v.language);
  a.always("zone", v.zone);
  a("hours", v.hours);
  a("channel", v.channel);
  a("opt_out_words", v.opt_out_words);
  a("opt_in_words", v.opt_in_words);
}

void members(auto& a, like<flows::cause> auto& v) {
  a("row", v.row);
  a.always("at", v.at);
  a("correlation_id", v.correlation_id);
  a.always("body", v.body);
}

void members(auto& a, like<flows::speaker> auto& v) {
  a.choice("mode", v.mode, names::modes, names::mode_name);
  a("until", v.until);
  a("ctl_seq", v.ctl_seq);
}

void members(auto& a, like<flows::flow_version> auto& v) {
  a.always("flow", v.flow);
  a.always("version", v.version);
}

namespace {

void describe(auto& a, like<flows::trace_line> auto& v) {
  a("node", v.node);
  a("what", v.what);
  a("detail", v.detail);
}

void describe(auto& a, like<ports::turn_record> auto& t) {
  a.always("now", t.now);
  a.always("rules", t.rule);
  a("causes", t.causes);
  a("before", t.before);
  a("live", t.live);
  a("trace", t.trace);
}

} // namespace

void members(writing& a, const flows::trace_line& v) { describe(a, v); }
void members(reading& a, flows::trace_line& v) { describe(a, v); }
void members(writing& a, const ports::turn_record& t) { describe(a, t); }
void members(reading& a, ports::turn_record& t) { describe(a, t); }

} // namespace charla::json

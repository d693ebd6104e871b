#include "io/json/flow_schema.hpp"

#include "flows/definition/triggers.hpp"
#include "flows/expr/condition_test.hpp"
#include "flows/limits.hpp"
#include "flows/steps/step.hpp"
#include "io/json/pretty.hpp"
#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::json {

namespace {

using flows::steps::field_kind;
using flows::steps::field_rule;

void reference(writer& w, std::string_view name) { w.member("$ref", "#/$defs/" + std::string{name}); }

void write_rules(writer& w, std::span<const field_rule> rules);

void write_items(writer& w, const field_rule& rule) {
  w.member("type", "array");
  if (rule.required) w.member("minItems", 1);
  w.key("items").begin_object().member("type", "object").member("additionalProperties", false);
  write_rules(w, rule.members);
  w.end_object();
}

void write_choices(writer& w, std::span<const std::string_view> choices) {
  w.key("enum").begin_array();
  for (const auto choice : choices)
    w.text(choice);
  w.end_array();
}

void write_kind(writer& w, const field_rule& rule) {
  switch (rule.kind) {
  case field_kind::word:
  case field_kind::filled: return reference(w, "scalar");
  case field_kind::text: return reference(w, "text");
  case field_kind::name: return reference(w, "name");
  case field_kind::duration: return reference(w, "duration");
  case field_kind::whole:
  case field_kind::number: return reference(w, "number");
  case field_kind::yes_no: return reference(w, "yes_no");
  case field_kind::one_of: return write_choices(w, rule.choices);
  case field_kind::words: return reference(w, "words");
  case field_kind::pattern:
  case field_kind::hours:
  case field_kind::node: w.member("type", "string"); return;
  case field_kind::condition: return reference(w, "condition");
  case field_kind::flow: return reference(w, "flow");
  case field_kind::items: return write_items(w, rule);
  case field_kind::table: return reference(w, "table");
  }
}

void write_rule(writer& w, const field_rule& rule) {
  w.key(rule.name).begin_object();
  auto about = std::string{rule.about};
  if (rule.length_max != 0) about += " (at most " + std::to_string(rule.length_max) + " characters)";
  w.member("description", about);
  write_kind(w, rule);
  w.end_object();
}

void write_required(writer& w, std::span<const field_rule> rules, std::string_view first = {}) {
  const bool any = std::any_of(rules.begin(), rules.end(), [](const auto& r) { return r.required; });
  if (!any && first.empty()) return;
  w.key("required").begin_array();
  if (!first.empty()) w.text(first);
  for (const auto& rule : rules)
    if (rule.required) w.text(rule.name);
  w.end_array();
}

void write_rules(writer& w, std::span<const field_rule> rules) {
  write_required(w, rules);
  w.key("properties").begin_object();
  for (const auto& rule : rules)
    write_rule(w, rule);
  w.end_object();
}

void write_exits(writer& w, const flows::steps::step_type& step) {
  w.key("exits").begin_object().member("type", "object").key("properties").begin_object();
  for (const auto exit : step.exits)
    w.key(exit).begin_object().member("type", "string").end_object();
  w.end_object().key("additionalProperties");
  if (step.takes_exit == nullptr)
    w.boolean(false);
  else
    w.begin_object().member("type", "string").end_object();
  w.end_object();
}

void write_step(writer& w, const flows::steps::step_type& step) {
  const bool needs_fields =
      std::any_of(step.fields.begin(), step.fields.end(), [](const auto& r) { return r.required; });
  w.key("step_" + std::string{step.name}).begin_object();
  w.member("description", step.about).member("type", "object").member("additionalProperties", false);
  w.key("required").begin_array().text("type");
  if (needs_fields) w.text("fields");
  w.end_array().key("properties").begin_object();
  w.key("type").begin_object().member("const", step.name).end_object();
  w.key("fields").begin_object().member("type", "object").member("additionalProperties", false);
  write_rules(w, step.fields);
  if (step.takes_field != nullptr)
    w.key("patternProperties")
        .begin_object()
        .key("^map\\..")
        .begin_object()
        .member("$ref", "#/$defs/words")
        .end_object()
        .end_object();
  w.end_object();
  write_exits(w, step);
  w.key("position").begin_object().member("$ref", "#/$defs/position").end_object();
  w.key("comment").begin_object().member("type", "string").end_object();
  w.end_object().end_object();
}

void write_trigger(writer& w, const flows::trigger_type& trigger) {
  w.key("trigger_" + std::string{name_of(trigger.kind)}).begin_object();
  w.member("description", trigger.about).member("type", "object").member("additionalProperties", false);
  write_required(w, trigger.fields, "type");
  w.key("properties").begin_object();
  w.key("type").begin_object().member("const", name_of(trigger.kind)).end_object();
  w.key("priority").begin_object().member("type", "integer").end_object();
  w.key("interrupts").begin_object().member("type", "boolean").end_object();
  w.key("comment").begin_object().member("type", "string").end_object();
  for (const auto& rule : trigger.fields)
    write_rule(w, rule);
  w.end_object().end_object();
}

/// `oneOf` of definitions with this prefix.
template <class All, class Name>
void write_choice(writer& w, std::string_view prefix, const All& all, Name name) {
  w.begin_object().key("oneOf").begin_array();
  for (const auto& one : all)
    w.begin_object().member("$ref", "#/$defs/" + std::string{prefix} + std::string{name(one)}).end_object();
  w.end_array().end_object();
}

/// A list of groups and tests, or one test with what it needs beside.
void write_condition(writer& w) {
  w.key("condition").begin_object().key("oneOf").begin_array();
  for (const auto* group : {"all", "any", "none"}) {
    w.begin_object().member("type", "object").member("additionalProperties", false);
    w.key("required").begin_array().text(group).end_array();
    w.key("properties").begin_object().key(group).begin_object().member("type", "array").member("minItems", 1);
    w.key("items")
        .begin_object()
        .member("$ref", "#/$defs/condition")
        .end_object()
        .end_object()
        .end_object()
        .end_object();
  }
  for (const auto& test : flows::expr::condition_tests()) {
    w.begin_object().member("description", test.about).member("type", "object").member("additionalProperties", false);
    w.key("required").begin_array().text("test");
    if (test.needs_with()) w.text("with");
    w.end_array().key("properties").begin_object();
    w.key("test").begin_object().member("const", test.name).end_object();
    if (test.needs_value) w.key("value").begin_object().member("$ref", "#/$defs/scalar").end_object();
    if (test.needs_with()) w.key("with").begin_object().member("$ref", "#/$defs/words").end_object();
    w.end_object().end_object();
  }
  w.end_array().end_object();
}

/// What the fields of steps and triggers are made of.
constexpr std::string_view definitions = R"("scalar":{"type":["string","number","boolean"]},
"text":{"description":"a text, or one for each language","oneOf":[{"$ref":"#/$defs/scalar"},{"$ref":"#/$defs/table"}]},
"name":{"type":"string","minLength":1,"maxLength":100},
"duration":{"description":"seconds, or 3d 2h","type":["string","number"]},
"number":{"type":["string","number"]},
"yes_no":{"enum":[true,false,"true","false"]},
"words":{"description":"a list, or one text with commas","oneOf":[{"$ref":"#/$defs/scalar"},{"type":"array","items":{"$ref":"#/$defs/scalar"}}]},
"flow":{"description":"its number or its name","type":["string","integer"]},
"table":{"type":"object","additionalProperties":{"$ref":"#/$defs/scalar"}},
"position":{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}}})";

void write_top(writer& w) {
  const auto texts = [&](std::string_view name, std::string_view about) {
    w.key(name).begin_object().member("description", about).member("type", "array");
    w.key("items").begin_object().member("type", "string").end_object().end_object();
  };
  const auto text = [&](std::string_view name, std::string_view about) {
    w.key(name).begin_object().member("description", about).member("type", "string").end_object();
  };
  w.key("properties").begin_object();
  text("$schema", "this file");
  text("name", "what people call it");
  text("comment", "for whoever reads it");
  text("language", "of texts that are written without one; absent: es");
  texts("languages", "what every text shall be written in");
  w.key("triggers").begin_object().member("description", "what begins it; absent: any message").member("type", "array");
  w.key("items");
  write_choice(w, "trigger_", flows::all_triggers(), [](const auto& t) { return name_of(t.kind); });
  w.end_object();
  texts("parameters", "variables that a run may be begun with");
  w.key("expires")
      .begin_object()
      .member("description", "a run that waits longer for the customer is over")
      .member("$ref", "#/$defs/duration")
      .end_object();
  text("start", "id of the first step");
  w.key("position").begin_object().member("$ref", "#/$defs/position").end_object();
  w.key("nodes").begin_object().member("description", "id → step").member("type", "object").member("minProperties", 1);
  w.member("maxProperties", static_cast<std::int64_t>(flows::limits::nodes_per_flow_max)).key("additionalProperties");
  write_choice(w, "step_", flows::steps::all_steps(), [](const auto& s) { return s.name; });
  w.end_object().end_object();
}

} // namespace

std::string flow_schema() {
  writer w{64 * 1024};
  w.begin_object().member("$schema", "https://json-schema.org/draft/2020-12/schema");
  w.member("$comment", "Generated by `charla flow schema`; `./dev generate` writes it");
  w.member("title", "A flow of Charla").member("type", "object").member("additionalProperties", false);
  w.key("required").begin_array().text("name").text("start").text("nodes").end_array();
  write_top(w);
  // The fixed part is an object of its own in JSON; its members are taken over.
  const auto fixed = document::parse('{' + std::string{definitions} + '}');
  w.key("$defs").begin_object();
  if (fixed)
    for (const auto& [name, v] : fixed->root().members())
      w.key(name).raw(v.dump());
  write_condition(w);
  for (const auto& trigger : flows::all_triggers())
    write_trigger(w, trigger);
  for (const auto& step : flows::steps::all_steps())
    write_step(w, step);
  w.end_object().end_object();
  return pretty(w.text_so_far()).value_or(w.text_so_far());
}

} // namespace charla::json

#include "io/ports/provider.hpp"

namespace charla::ports {

namespace {

auto unsupported(const provider& p, std::string_view what) {
  return flows::fail("provider.unsupported", std::string{p.type()} + " " + std::string{what});
}

} // namespace

result<client_request> provider::mark_read(const channel_access&, const address&, const std::string&, bool) const {
  return unsupported(*this, "cannot mark a message read");
}

media_step
provider::fetch(const channel_access&, const flows::media_content&, std::size_t, const client_response*) const {
  return media_trouble{std::string{type()} + " hands over no files", false};
}

result<client_request> provider::upload(const channel_access&, const media_file&, flows::media_kind) const {
  return unsupported(*this, "takes no uploads");
}

result<std::string> provider::uploaded(const client_response&) const { return unsupported(*this, "takes no uploads"); }

result<client_request> provider::list_templates(const channel_access&, const std::string&) const {
  return unsupported(*this, "has no templates");
}

result<template_page> provider::listed(const client_response&) const { return unsupported(*this, "has no templates"); }

result<client_request> provider::submit_template(const channel_access&, const template_row&) const {
  return unsupported(*this, "has no templates");
}

result<template_row> provider::submitted(template_row, const client_response&) const {
  return unsupported(*this, "has no templates");
}

result<client_request> provider::ask_health(const channel_access&) const {
  return unsupported(*this, "does not say how a number is");
}

result<client_request> provider::connect(const channel_access&) const {
  return unsupported(*this, "needs no connecting");
}

result<number_fact> provider::health(const channel_access&, const client_response&) const {
  return unsupported(*this, "does not say how a number is");
}

} // namespace charla::ports

#pragma once

#include "io/ports/stored.hpp"

/// Message templates: texts that the provider has approved, and may be sent at any time (R037).
namespace charla::ports {

/// One language of a template, as the provider has it. (tenant, channel, name, language) is its identity.
struct template_row {
  std::int32_t id = 0;
  tenant_id tenant;
  channel_id channel;
  std::string name;
  std::string language;         ///< exactly as it was approved: `es_AR` is not `es`
  std::string category;         ///< `MARKETING` | `UTILITY` | `AUTHENTICATION`
  std::string status = "DRAFT"; ///< `DRAFT`, then the provider's: `PENDING` | `APPROVED` | `REJECTED` | `PAUSED` | …
  std::string quality = "UNKNOWN";
  std::string body;              ///< text of the body component, for lists and search
  std::string components = "[]"; ///< JSON array, in the provider's form
  std::string variables = "[]";  ///< JSON array of `{"name","in","example"}`: what a send must fill in
  std::string provider_id;
  std::string reason; ///< why it was rejected or paused
  timestamp updated_at;
};

/// What a webhook tells of one; absent parts stay.
struct template_fact {
  tenant_id tenant;
  channel_id channel;
  std::string provider_id; ///< finds it; else name and language do
  std::string name;
  std::string language;
  std::optional<std::string> status;
  std::optional<std::string> quality;
  std::optional<std::string> category;
  std::string reason;
  timestamp at;
};

class template_admin {
public:
  virtual ~template_admin() = default;
  virtual stored<std::vector<template_row>> templates(tenant_id t) = 0; ///< by name, then language
  virtual stored<std::optional<template_row>> message_template(tenant_id t, std::int32_t id) = 0;
  /// Adds it or replaces the one of the same identity. @returns it with its id.
  virtual stored<template_row> put_template(const template_row& row) = 0;
  virtual stored<bool> delete_template(tenant_id t, std::int32_t id) = 0;
};

} // namespace charla::ports

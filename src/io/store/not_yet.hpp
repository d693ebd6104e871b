#pragma once

#include "io/ports/admin.hpp"

namespace charla::store {

using namespace ports; // NOLINT(google-build-using-namespace)

inline tl::unexpected<store_error> not_yet() {
  return tl::make_unexpected(store_error{store_errc::data, "not there yet"});
}

class admin_not_yet : public store_admin {
public:
  stored<std::int64_t> count_contacts(tenant_id, const contact_query&) override { return not_yet(); }
  stored<bool> add_contact(const contact_row&) override { return not_yet(); }
  stored<std::vector<address>> addresses(tenant_id, const contact_id&) override { return not_yet(); }
  stored<bool> merge_contacts(tenant_id, const contact_id&, const contact_id&, timestamp) override { return not_yet(); }
  stored<std::optional<erasure>> erase_contact(tenant_id, const contact_id&, timestamp) override { return not_yet(); }
  stored<std::vector<segment_row>> segments(tenant_id) override { return not_yet(); }
  stored<segment_row> put_segment(const segment_row&) override { return not_yet(); }
  stored<bool> delete_segment(tenant_id, std::int32_t) override { return not_yet(); }
  stored<bool> mark_read(tenant_id, const conversation_id&) override { return not_yet(); }
  stored<std::optional<media_row>> media(tenant_id, channel_id, const std::string&) override { return not_yet(); }
  stored<std::optional<asset_row>> asset(tenant_id, const asset_id&) override { return not_yet(); }
  stored<void> put_asset(const asset_row&) override { return not_yet(); }
  stored<bool> retry_media(tenant_id, channel_id, const std::string&, timestamp) override { return not_yet(); }
  stored<std::vector<template_row>> templates(tenant_id) override { return not_yet(); }
  stored<std::optional<template_row>> message_template(tenant_id, std::int32_t) override { return not_yet(); }
  stored<template_row> put_template(const template_row&) override { return not_yet(); }
  stored<bool> delete_template(tenant_id, std::int32_t) override { return not_yet(); }
  stored<std::vector<number_row>> numbers() override { return std::vector<number_row>{}; }
  stored<void> put_number(const number_fact&) override { return not_yet(); }
  stored<std::optional<task_row>> task(tenant_id, const std::string&) override { return not_yet(); }
  stored<page<task_row>> tasks(tenant_id, std::optional<task_state>, const std::string&, std::size_t) override {
    return not_yet();
  }
  stored<task_counts> count_tasks(tenant_id, timestamp) override { return not_yet(); }
  stored<page<exchange_row>> exchanges(tenant_id, const exchange_filter&, const std::string&, std::size_t) override {
    return not_yet();
  }
  stored<void> add_exchange(const exchange&) override { return not_yet(); }
};

class reader_not_yet : public store_reader {
public:
  stored<std::vector<media_row>> media_due(timestamp, std::size_t) override { return std::vector<media_row>{}; }
  stored<std::optional<asset_row>> asset(tenant_id, const asset_id&) override { return not_yet(); }
  stored<std::optional<std::string>> uploaded(channel_id, const asset_id&, timestamp) override { return not_yet(); }
};

class lane_not_yet : public store_lane {
public:
  stored<std::int64_t> forget_exchanges_before(timestamp) override { return 0; }
  stored<std::vector<asset_row>> forget_assets_before(timestamp) override { return std::vector<asset_row>{}; }
  stored<std::int64_t> forget_submissions_before(timestamp) override { return 0; }
};

} // namespace charla::store

#pragma once

#include "io/ports/stored.hpp"

/// The people on the other side.
namespace charla::ports {

struct contact_row {
  contact_id id;
  tenant_id tenant;
  address at; ///< the first one; all of them: `addresses`
  std::string name;
  std::string attributes = "{}"; ///< JSON object of texts
  std::vector<std::string> tags;
  std::string consent;        ///< `name_of(flows::consent)`; empty: nobody has asked
  std::string consent_source; ///< how that came to be known: `flow`, `word`, `provider`, `import`, a person's name
  std::optional<timestamp> consent_at;
  std::string locale;
  std::string timezone;
  timestamp created_at;
  timestamp updated_at;
};

/// Conditions that all must hold; empty ones hold for everybody.
struct contact_query {
  std::string search;                            ///< in name, phone or user id
  std::vector<std::string> tags;                 ///< has all of these
  std::vector<std::string> not_tags;             ///< has none of these
  std::map<std::string, std::string> attributes; ///< has exactly these values
  std::string consent;                           ///< `opted_in` | `opted_out` | `unknown`
  std::optional<timestamp> heard_since;          ///< wrote at or after
  std::optional<timestamp> silent_since;         ///< has not written since
};

/// A query with a name.
struct segment_row {
  std::int32_t id = 0;
  tenant_id tenant;
  std::string name;         ///< unique in the tenant
  std::string query = "{}"; ///< JSON of the conditions, as the API takes them
  std::string created_by;
  timestamp created_at;
};

/// What an erasure has taken away.
struct erasure {
  std::int64_t conversations = 0;
  std::int64_t messages = 0;
  std::vector<std::string> assets; ///< files that nobody else needs: the caller removes their bytes
};

class contact_admin {
public:
  virtual ~contact_admin() = default;
  virtual stored<page<contact_row>>
  contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) = 0;
  virtual stored<std::int64_t> count_contacts(tenant_id t, const contact_query& q) = 0;
  /// Follows a merge: the id of one that was merged gives the one that stayed.
  virtual stored<std::optional<contact_row>> contact(tenant_id t, const contact_id& id) = 0;
  virtual stored<bool> update_contact(const contact_row& c) = 0;
  /// Adds it; false when there is one of that id already.
  virtual stored<bool> add_contact(const contact_row& c) = 0;
  /// Where they can be reached: the first address, then those of merged contacts.
  virtual stored<std::vector<address>> addresses(tenant_id t, const contact_id& id) = 0;
  /// Makes `from` one with `into`: its conversations and addresses are `into`'s from now on; tags are united,
  /// attributes and name of `into` win, the stricter consent holds. False when either is not there or both are the
  /// same.
  virtual stored<bool> merge_contacts(tenant_id t, const contact_id& into, const contact_id& from, timestamp at) = 0;
  /// Takes away the person's name, number, attributes, message bodies, turn records, timers, unsent bubbles, channel
  /// log and files; the conversations' rows stay as numbers only, one version further, so that no actor writes them
  /// back.
  virtual stored<std::optional<erasure>> erase_contact(tenant_id t, const contact_id& id, timestamp at) = 0;

  virtual stored<std::vector<segment_row>> segments(tenant_id t) = 0; ///< by name
  virtual stored<segment_row> put_segment(const segment_row& s) = 0; ///< id 0: a new one; `data` when the name is taken
  virtual stored<bool> delete_segment(tenant_id t, std::int32_t id) = 0;
};

} // namespace charla::ports

#pragma once

#include <string>
#include <string_view>

namespace charla::store::postgres {

/// A DATABASE_URL as libpq reads it: a driver named in the scheme (`postgresql+psycopg://`, `postgres+asyncpg://`, as
/// SQLAlchemy writes it) is dropped. Keyword form (`host=… dbname=…`) passes as it is.
std::string without_driver(std::string_view url);

/// The same place with one more libpq setting (`connect_timeout`, …); ours wins over one in the URL.
std::string with_setting(std::string url, std::string_view key, std::string_view value);

/// Without the password: for logs and error texts.
std::string without_password(std::string_view url);

} // namespace charla::store::postgres

#include "io/blobs/blobs.hpp"

namespace charla::blobs {

std::unique_ptr<ports::blob_store> open(const ports::media_config& config, const ports::crypto& crypto) {
  if (config.s3_bucket.empty()) return open_folder(config.folder, crypto);
  s3_options o;
  o.endpoint = config.s3_endpoint;
  o.bucket = config.s3_bucket;
  o.region = config.s3_region;
  o.access_key = config.s3_access_key;
  o.secret_key = config.s3_secret_key;
  o.size_max = static_cast<std::size_t>(config.size_max);
  return open_s3(std::move(o), crypto);
}

} // namespace charla::blobs

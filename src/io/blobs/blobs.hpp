#pragma once

#include "io/ports/blobs.hpp"
#include "io/ports/config.hpp"
#include "io/ports/crypto.hpp"

#include <chrono>
#include <memory>

/// Where the bytes of files are kept. `crypto` must outlive the stores.
namespace charla::blobs {

/// `<folder>/<tenant>/<aa>/<sha256>`, readable by nobody else (0600); folders are made as they are needed. A file is
/// written under another name, synced and renamed: it is there whole or not at all, whatever is killed meanwhile.
[[nodiscard]] std::unique_ptr<ports::blob_store> open_folder(std::string folder, const ports::crypto& crypto);

struct s3_options {
  std::string endpoint; ///< `https://s3.eu-west-1.amazonaws.com`, without the bucket
  std::string bucket;
  std::string region;
  std::string access_key;
  std::string secret_key;
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds timeout{120'000}; ///< of a whole request: 100 MB on a slow line
  std::size_t size_max = 128 << 20;           ///< bytes of a file; more is no file of ours
};

/// A bucket that speaks S3, by path (`<endpoint>/<bucket>/<tenant>/<aa>/<sha256>`), signed by AWS Signature Version 4
/// with the hash of the bytes in the signature. Follows no redirect and uses no proxy of the environment.
[[nodiscard]] std::unique_ptr<ports::blob_store> open_s3(s3_options options, const ports::crypto& crypto);

/// The bucket when one is configured, else the folder.
[[nodiscard]] std::unique_ptr<ports::blob_store> open(const ports::media_config& config, const ports::crypto& crypto);

} // namespace charla::blobs

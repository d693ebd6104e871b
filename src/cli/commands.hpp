#pragma once

namespace charla::cli {

/// argv → command. Returns the exit status: 0 done, 1 not done (the reason is on stderr), 2 wrong use, 70 the engine
/// gave up.
int run(int argc, char** argv);

} // namespace charla::cli

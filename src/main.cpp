#include "cli/commands.hpp"

int main(int argc, char** argv) { return charla::cli::run(argc, argv); }

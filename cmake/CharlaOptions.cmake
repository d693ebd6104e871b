# Flags that every target of ours shares. Third-party headers are system headers and are not held to them.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Debug CACHE STRING "" FORCE)
endif()
# -g1 keeps line numbers in backtraces at a third of the size and link time of -g.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG")

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The base folder makes one cache serve every checkout and every preset that compiles with the same flags.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

add_library(charla_options INTERFACE)
target_include_directories(charla_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(charla_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-sign-conversion -Werror=switch -Werror=return-type)
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  target_link_options(charla_options INTERFACE -fuse-ld=mold)
endif()

option(CHARLA_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
if(CHARLA_SANITIZE)
  # CAF 0.17.6 binds null references (detail/init_fun_factory.hpp, argument-less function actors) and casts the sentinel of
  # a queue to what its elements are (intrusive/task_queue.hpp); it looks at neither.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,vptr -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=address,undefined)
endif()

# charla_room(<name> SOURCES … LINK … PRIVATE_LINK …): one static library a folder.
function(charla_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(charla_${name} STATIC ${ROOM_SOURCES})
  target_link_libraries(charla_${name} PUBLIC charla_options ${ROOM_LINK} PRIVATE ${ROOM_PRIVATE_LINK})
endfunction()

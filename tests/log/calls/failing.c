/* Fails the n-th system call on files under one folder: preload it, then call fail_at(). For Linux.

   Counted are the calls by which Python and SQLite open, read, write, map, cut, sync, rename and remove files.
   Locks are not: a disk that is full or gone grants them, and SQLite waits 10 s for one that fails. Nothing
   fails before fail_at() and after fail_at(..., NEVER). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NEVER, ONCE, FROM_THEN_ON, KILL, TORN };
static volatile long counted, chosen;
static volatile int mode = NEVER, watching;
static char folder[4096];

void fail_at(const char *under, long n, int how) {
    snprintf(folder, sizeof folder, "%s", under);
    counted = 0; chosen = n; mode = how; watching = under[0] != 0;
}
long calls_made(void) { return counted; }

static int ours(const char *path) { return path && !strncmp(path, folder, strlen(folder)); }
static int open_on_ours(int fd) {
    char link[64], path[4096];
    if (fd < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return ours(path);
}
/* 0: goes on; 1: fails; 2: a write is cut in half, then the process is killed */
static int fails(void) {
    long now = __sync_add_and_fetch(&counted, 1);
    if (mode == NEVER || now < chosen || (now > chosen && mode != FROM_THEN_ON)) return 0;
    if (mode == KILL) kill(getpid(), SIGKILL);
    if (mode == TORN) return 2;
    errno = mode == ONCE ? EIO : ENOSPC;
    return 1;
}
static void die(void) { kill(getpid(), SIGKILL); }

#define REAL(kind, name, ...) static kind (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)
#define CHECK(is_ours, failed) if (watching && (is_ours)) { int how = fails(); if (how == 2) die(); if (how) return failed; }

#define ON_FD(kind, name, given, passed, failed) \
    kind name given { static kind (*real) given; if (!real) real = dlsym(RTLD_NEXT, #name); \
                      CHECK(open_on_ours(fd), failed) return real passed; }
#define ON_PATH(kind, name, given, passed, failed) \
    kind name given { static kind (*real) given; if (!real) real = dlsym(RTLD_NEXT, #name); \
                      CHECK(ours(path), failed) return real passed; }
#define WRITES(name, given, passed, half) \
    ssize_t name given { static ssize_t (*real) given; if (!real) real = dlsym(RTLD_NEXT, #name); \
        if (watching && open_on_ours(fd)) { int how = fails(); \
            if (how == 2) { real half; die(); } if (how) return -1; } \
        return real passed; }

WRITES(write, (int fd, const void *from, size_t size), (fd, from, size), (fd, from, size / 2))
WRITES(pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at), (fd, from, size / 2, at))
WRITES(pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at), (fd, from, size / 2, at))
ON_FD(ssize_t, read, (int fd, void *to, size_t size), (fd, to, size), -1)
ON_FD(ssize_t, pread, (int fd, void *to, size_t size, off_t at), (fd, to, size, at), -1)
ON_FD(ssize_t, pread64, (int fd, void *to, size_t size, off64_t at), (fd, to, size, at), -1)
ON_FD(int, fsync, (int fd), (fd), -1)
ON_FD(int, fdatasync, (int fd), (fd), -1)
ON_FD(int, ftruncate, (int fd, off_t size), (fd, size), -1)
ON_FD(int, ftruncate64, (int fd, off64_t size), (fd, size), -1)
ON_FD(int, fchmod, (int fd, mode_t bits), (fd, bits), -1)
ON_PATH(int, unlink, (const char *path), (path), -1)
ON_PATH(int, mkdir, (const char *path, mode_t bits), (path, bits), -1)
ON_PATH(int, chmod, (const char *path, mode_t bits), (path, bits), -1)
ON_PATH(int, rename, (const char *path, const char *to), (path, to), -1)

void *mmap64(void *at, size_t size, int may, int flags, int fd, off64_t from) {
    REAL(void *, mmap64, void *, size_t, int, int, int, off64_t);
    CHECK(open_on_ours(fd), MAP_FAILED)
    return real(at, size, may, flags, fd, from);
}
void *mmap(void *at, size_t size, int may, int flags, int fd, off_t from) {
    return mmap64(at, size, may, flags, fd, from);
}
#define BITS mode_t bits = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); bits = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) {
    REAL(int, open, const char *, int, ...); BITS CHECK(ours(path), -1) return real(path, flags, bits);
}
int open64(const char *path, int flags, ...) {
    REAL(int, open64, const char *, int, ...); BITS CHECK(ours(path), -1) return real(path, flags, bits);
}

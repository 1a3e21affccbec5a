/* A disk that fails when it is told to, for tests/all/faults.rs: put before the C library, it looks at a page that the test shares.
 * page[0]: 1 = the disk is full, what would make a database longer is refused; page[1] = n: the nth write from now fails once;
 * page[2] = n: the nth sync from now fails once. Only files of the database are touched. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile int *page;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("FAULTS");
    int file = name ? open(name, O_RDWR) : -1;
    if (file < 0) return;
    void *there = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (there != MAP_FAILED) page = there;
}

static int of_the_database(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, ".sqlite") != NULL && strstr(path, "-shm") == NULL;
}

static int counted(int which) {
    return page[which] > 0 && --page[which] == 0;
}

static int full(int file, size_t length, off_t at) {
    struct stat stat;
    return page[0] == 1 && fstat(file, &stat) == 0 && at + (off_t)length > stat.st_size;
}

static int fails(int file, size_t length, off_t at) {
    if (!page || !of_the_database(file)) return 0;
    if (full(file, length, at)) return ENOSPC;
    return counted(1) ? EIO : 0;
}

typedef ssize_t (*write_at)(int, const void *, size_t, off_t);

ssize_t pwrite64(int file, const void *bytes, size_t length, off_t at) {
    static write_at next;
    if (!next) next = (write_at)dlsym(RTLD_NEXT, "pwrite64");
    int why = fails(file, length, at);
    if (why) { errno = why; return -1; }
    return next(file, bytes, length, at);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return pwrite64(file, bytes, length, at); }

typedef ssize_t (*write_here)(int, const void *, size_t);

ssize_t write(int file, const void *bytes, size_t length) {
    static write_here next;
    if (!next) next = (write_here)dlsym(RTLD_NEXT, "write");
    int why = page && of_the_database(file) ? fails(file, length, lseek(file, 0, SEEK_CUR)) : 0;
    if (why) { errno = why; return -1; }
    return next(file, bytes, length);
}

typedef int (*sync_file)(int);

static int synced(int file, const char *name) {
    if (page && of_the_database(file) && counted(2)) { errno = EIO; return -1; }
    return ((sync_file)dlsym(RTLD_NEXT, name))(file);
}

int fdatasync(int file) { return synced(file, "fdatasync"); }
int fsync(int file) { return synced(file, "fsync"); }

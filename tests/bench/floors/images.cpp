// SPDX-FileCopyrightText: 2026 The Preggo authors
// SPDX-License-Identifier: Apache-2.0

// floor-images: bare libvips making the sizes of a photo as the server does, in one process and without
// care for what the photo is; or, with "--make <file>", the photo of 12 megapixels that is measured.

#include <vips/vips.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

constexpr int kWidth = 4'000;
constexpr int kHeight = 3'000;
constexpr int kBoxes[] = {1200, 800, 400, 150};
constexpr int kFullQuality = 92;
constexpr int kJpegQuality = 85;
constexpr int kWebpQuality = 80;
constexpr int kWebpEffort = 3;
constexpr int kAvifQuality = 65;

double nowMs()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

double cpuMs()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void must(int failed)
{
    if (failed == 0)
        return;
    std::fprintf(stderr, "floor-images: %s\n", vips_error_buffer());
    std::exit(EXIT_FAILURE);
}

/// One colour: clouds of every size, as nature has them, and the noise of a sensor.
VipsImage *band(int seed)
{
    VipsImage *sum = nullptr;
    must(vips_gaussnoise(&sum, kWidth, kHeight, "mean", 120.0, "sigma", 3.0, "seed", seed, nullptr));
    double strength = 60.0;
    for (int cell = 1'024; cell >= 8; cell /= 2) {
        VipsImage *cloud = nullptr;
        VipsImage *scaled = nullptr;
        VipsImage *next = nullptr;
        must(vips_perlin(&cloud, kWidth, kHeight, "cell_size", cell, "seed", seed + cell, nullptr));
        must(vips_linear1(cloud, &scaled, strength, 0.0, nullptr));
        must(vips_add(sum, scaled, &next, nullptr));
        g_object_unref(cloud);
        g_object_unref(scaled);
        g_object_unref(sum);
        sum = next;
        strength /= 1.7;
    }
    return sum;
}

void makePhoto(const char *path)
{
    VipsImage *bands[] = {band(1), band(2), band(3)};
    VipsImage *joined = nullptr;
    VipsImage *pixels = nullptr;
    VipsImage *photo = nullptr;
    must(vips_bandjoin(bands, &joined, 3, nullptr));
    must(vips_cast_uchar(joined, &pixels, nullptr));
    must(vips_copy(pixels, &photo, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr));
    must(vips_jpegsave(photo, path, "Q", 90, nullptr));
}

VipsImage *shrunk(std::vector<char> &file, int box)
{
    VipsImage *lazy = nullptr;
    must(vips_thumbnail_buffer(file.data(), file.size(), &lazy, box, "height", box, "size", VIPS_SIZE_DOWN,
        "option_string", "[fail_on=error]", nullptr));
    VipsImage *image = vips_image_copy_memory(lazy);
    must(image ? 0 : 1);
    g_object_unref(lazy);
    return image;
}

std::vector<VipsImage *> chain(std::vector<char> &file)
{
    std::vector<VipsImage *> images{shrunk(file, kBoxes[0])};
    for (size_t i = 1; i < std::size(kBoxes); ++i) {
        VipsImage *lazy = nullptr;
        must(vips_thumbnail_image(
            images.back(), &lazy, kBoxes[i], "height", kBoxes[i], "size", VIPS_SIZE_DOWN, nullptr));
        images.push_back(vips_image_copy_memory(lazy));
        g_object_unref(lazy);
    }
    return images;
}

void saveJpeg(VipsImage *image, int quality, std::vector<char> *kept = nullptr)
{
    void *bytes = nullptr;
    size_t size = 0;
    must(vips_jpegsave_buffer(
        image, &bytes, &size, "Q", quality, "optimize_coding", TRUE, "strip", TRUE, nullptr));
    if (kept)
        kept->assign(static_cast<char *>(bytes), static_cast<char *>(bytes) + size);
    g_free(bytes);
}

void saveWebp(VipsImage *image)
{
    void *bytes = nullptr;
    size_t size = 0;
    must(vips_webpsave_buffer(
        image, &bytes, &size, "Q", kWebpQuality, "effort", kWebpEffort, "strip", TRUE, nullptr));
    g_free(bytes);
}

void saveAvif(VipsImage *image)
{
    void *bytes = nullptr;
    size_t size = 0;
    must(vips_heifsave_buffer(image, &bytes, &size, "Q", kAvifQuality, "effort", 0, "compression",
        VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "subsample_mode", VIPS_FOREIGN_SUBSAMPLE_ON, "strip", TRUE,
        nullptr));
    g_free(bytes);
}

struct Times
{
    double first = 0;
    double all = 0;
    double allCpu = 0;
    double avifCpu = 0;
};

Times develop(std::vector<char> &file)
{
    Times times;
    const double begin = nowMs();
    const double beginCpu = cpuMs();
    auto images = chain(file);
    for (auto image = images.rbegin(); image != images.rend(); ++image) {
        saveWebp(*image);
        times.first = times.first > 0 ? times.first : nowMs() - begin;
        saveJpeg(*image, kJpegQuality);
        g_object_unref(*image);
    }
    VipsImage *whole = shrunk(file, VIPS_MAX_COORD);
    std::vector<char> full;
    saveJpeg(whole, kFullQuality, &full);
    g_object_unref(whole);
    times.all = nowMs() - begin;
    times.allCpu = cpuMs() - beginCpu;
    const double lateCpu = cpuMs();
    for (VipsImage *image : chain(full)) {
        saveAvif(image);
        g_object_unref(image);
    }
    times.avifCpu = cpuMs() - lateCpu;
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    if (VIPS_INIT(argv[0]) != 0 || argc < 3)
        return EXIT_FAILURE;
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_MASK, [](auto...) {}, nullptr);
    if (std::strcmp(argv[1], "--make") == 0) {
        makePhoto(argv[2]);
        return EXIT_SUCCESS;
    }
    std::ifstream in(argv[2], std::ios::binary); // "--photo <file>"
    std::vector<char> file{std::istreambuf_iterator<char>(in), {}};
    const Times times = develop(file);
    std::printf("{\"first_ms\": %.3f, \"all_ms\": %.3f, \"all_cpu_ms\": %.3f, \"avif_cpu_ms\": %.3f}\n",
        times.first, times.all, times.allCpu, times.avifCpu);
    return EXIT_SUCCESS;
}

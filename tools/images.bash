# Sourced by tools/image and tools/push_images: what both say of an image.

# describe_image NAME: sets `tag`, what the image is called on this machine, and `source`, what it is built from.
describe_image() {
  tag=$(python -c 'import sys; from components.images import make_tag; print(make_tag(sys.argv[1]))' "$1")
  source=(
    --file components/Containerfile --target "$1" --build-arg "VERSION=${tag##*:}"
    --build-arg "SOURCE_COMMIT=$(git describe --always --abbrev=40 --exclude='*' --dirty)"
  )
}

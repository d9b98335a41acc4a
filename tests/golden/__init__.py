"""What the service answers, as hashes by record: what moves code holds each of its commits against them."""

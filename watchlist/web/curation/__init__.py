"""The pages of curators: sources, publications, change sets and tasks."""

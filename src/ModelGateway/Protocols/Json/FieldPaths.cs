using System.Text;
using System.Text.Json;

namespace ModelGateway.Protocols.Json;

/// <summary>
/// A table of places in a JSON object, each with a value: <c>usage.cached_tokens</c>. A path through a list names the field that tells its
/// items apart: <c>details[modality=TEXT].tokenCount</c>. Tables are built once; a lookup compares names as UTF-8 and allocates nothing.
/// </summary>
internal sealed class FieldPaths<T>
{
    public FieldPaths(params ReadOnlySpan<(string Path, T Value)> paths)
    {
        foreach ((string path, T value) in paths)
        {
            Add(path, value);
        }
    }

    /// <summary>The object that the paths start in.</summary>
    public Node Root { get; } = new("");

    private void Add(string path, T value)
    {
        Node node = Root;
        foreach (string segment in path.Split('.'))
        {
            int key = segment.IndexOf('[', StringComparison.Ordinal);
            node = node.Add(key < 0 ? segment : segment[..key]);
            if (key >= 0)
            {
                int equals = segment.IndexOf('=', key);
                node.KeyName = Encoding.UTF8.GetBytes(segment[(key + 1)..equals]);
                node = node.Add(segment[(equals + 1)..^1]);
            }
        }

        node.Value = value;
        node.HasValue = true;
    }

    /// <summary>One field, with the fields within it.</summary>
    internal sealed class Node(string name)
    {
        private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
        private Node[] _children = [];

        /// <summary>Whether a path ends here; paths may go on from here as well.</summary>
        public bool HasValue { get; internal set; }

        /// <summary>The value of the path that ends here.</summary>
        public T? Value { get; internal set; }

        public bool HasChildren => _children.Length > 0;

        /// <summary>Of a list: the field that tells its items apart. The children are then the values of that field.</summary>
        public byte[]? KeyName { get; internal set; }

        /// <summary>Of an item in a list: the field within it that has a value.</summary>
        public Node Only => _children[0];

        /// <summary>The child that is called what the reader stands on; null where there is none.</summary>
        public Node? Find(ref readonly Utf8JsonReader reader)
        {
            foreach (Node child in _children)
            {
                if (reader.ValueTextEquals(child._name))
                {
                    return child;
                }
            }

            return null;
        }

        /// <summary>Whether the reader stands on this field's name.</summary>
        public bool IsNamed(ref readonly Utf8JsonReader reader) => reader.ValueTextEquals(_name);

        internal Node Add(string name)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            foreach (Node child in _children)
            {
                if (child._name.AsSpan().SequenceEqual(bytes))
                {
                    return child;
                }
            }

            Node added = new(name);
            _children = [.. _children, added];
            return added;
        }
    }
}

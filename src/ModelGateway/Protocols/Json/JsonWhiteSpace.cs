namespace ModelGateway.Protocols.Json;

/// <summary>
/// White space between JSON's tokens. Stored histories are often indented, and the caller pays for every space that is sent.
/// </summary>
internal static class JsonWhiteSpace
{
    /// <summary>A value without its indentation. What stands in strings is not touched, unpaired surrogates included.</summary>
    /// <param name="json">One valid JSON value; returned as it is where it is not indented.</param>
    public static ReadOnlySpan<byte> Remove(ReadOnlySpan<byte> json)
    {
        // A line end stands between tokens only: within strings it is escaped.
        if (!json.Contains((byte)'\n'))
        {
            return json;
        }

        byte[] compact = new byte[json.Length];
        int length = 0;
        bool isString = false;
        for (int i = 0; i < json.Length; i++)
        {
            byte next = json[i];
            if (isString && next == '\\')
            {
                compact[length++] = next;
                next = json[++i];
            }
            else if (next == '"')
            {
                isString = !isString;
            }
            else if (!isString && next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                continue;
            }

            compact[length++] = next;
        }

        return compact.AsSpan(0, length);
    }
}

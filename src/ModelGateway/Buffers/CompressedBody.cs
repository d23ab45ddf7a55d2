namespace ModelGateway.Buffers;

/// <summary>Recognises HTTP bodies that cannot be decompressed.</summary>
internal static class CompressedBody
{
    /// <summary>
    /// Whether reading failed because the body is corrupt. Brotli's reader throws <see cref="InvalidOperationException"/>, the others
    /// <see cref="InvalidDataException"/>.
    /// </summary>
    public static bool IsCorrupt(Exception exception) =>
        exception is InvalidDataException or (InvalidOperationException and not ObjectDisposedException);
}

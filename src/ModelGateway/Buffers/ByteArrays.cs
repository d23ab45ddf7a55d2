using System.Buffers;
using System.Numerics;

namespace ModelGateway.Buffers;

/// <summary>
/// The arrays behind buffers. Those up to 1 MiB, which hold nearly every request, event and answer, come from the shared pool and return to
/// it. The pool keeps what it is given for each thread and each core: a few large answers would stay in memory for the life of the process.
/// So larger arrays are made for their one use and left to the garbage collector.
/// </summary>
internal static class ByteArrays
{
    /// <summary>The largest array that is pooled, in bytes.</summary>
    public const int LargestPooled = 1024 * 1024;

    /// <summary>How long an array is that has room for a number of bytes.</summary>
    public static int LengthFor(int bytes) =>
        bytes > LargestPooled ? bytes : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, 16));

    public static byte[] Rent(int bytes) =>
        bytes > LargestPooled ? GC.AllocateUninitializedArray<byte>(bytes) : ArrayPool<byte>.Shared.Rent(bytes);

    public static void Return(byte[] array)
    {
        if (array.Length is > 0 and <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}

using System.Buffers;

namespace ModelGateway.Catalog.Json;

/// <summary>
/// The bytes of an embedded resource where the loader mapped them: pages that processes share and that the system may drop, instead of an
/// array in each process. They are valid as long as the assembly is loaded.
/// </summary>
internal sealed class ResourceBytes : MemoryManager<byte>
{
    // The stream keeps the assembly loaded.
    private readonly UnmanagedMemoryStream _resource;
    private readonly unsafe byte* _start;
    private readonly int _length;

    public unsafe ResourceBytes(UnmanagedMemoryStream resource)
    {
        _resource = resource;
        _start = resource.PositionPointer;
        _length = checked((int)resource.Length);
    }

    public override unsafe Span<byte> GetSpan() => new(_start, _length);

    public override unsafe MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, default, this);

    public override void Unpin()
    {
        // Mapped memory does not move.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _resource.Dispose();
        }
    }
}

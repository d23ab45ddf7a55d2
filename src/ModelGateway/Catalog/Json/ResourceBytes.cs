using System.Buffers;

namespace ModelGateway.Catalog.Json;

/// <summary>
/// A resource's bytes as the loader mapped them: pages that the system shares and drops, rather than arrays of every process's own. They stay
/// as long as the assembly, which whoever asks belongs to.
/// </summary>
internal sealed class ResourceBytes : MemoryManager<byte>
{
    // The stream keeps its assembly.
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
        // What is mapped does not move.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _resource.Dispose();
        }
    }
}

using System.Buffers;
using System.Text.Unicode;

namespace ModelGateway.Tokens;

/// <summary>Adds up the features of the texts.</summary>
internal struct ProfilingSink : ITextSink
{
    private TextProfile _profile;

    public readonly TextProfile Profile => _profile;

    public void Add(ReadOnlySpan<char> text) => TextScanner.Scan(text, ref _profile);

    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        Span<char> part = stackalloc char[8 * TextScanner.BlockSize];
        TextScanner scanner = default;
        int kept = 0;
        OperationStatus status;
        do
        {
            // Invalid UTF-8 is replaced, so the conversion only ever stops because the part is full. An incomplete block waits for the next
            // part.
            status = Utf8.ToUtf16(text, part[kept..], out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            int length = kept + written;
            int whole = status == OperationStatus.DestinationTooSmall ? length / TextScanner.BlockSize * TextScanner.BlockSize : length;
            scanner.ScanPart(part[..whole], ref _profile);
            part[whole..length].CopyTo(part);
            kept = length - whole;
            text = text[read..];
        }
        while (status == OperationStatus.DestinationTooSmall);
    }
}

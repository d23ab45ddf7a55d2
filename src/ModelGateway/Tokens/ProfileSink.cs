using System.Buffers;
using System.Text.Unicode;

namespace ModelGateway.Tokens;

/// <summary>Counts what the texts are made of.</summary>
internal struct ProfileSink : ITextSink
{
    private TextProfile _profile;

    public readonly TextProfile Profile => _profile;

    public void Add(ReadOnlySpan<char> text) => TextScanner.Scan(text, ref _profile);

    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        Span<char> part = stackalloc char[8 * TextScanner.Size];
        TextCarry carry = default;
        int kept = 0;
        OperationStatus status;
        do
        {
            // What is no UTF-8 is replaced, so that the only reason to stop is a full part. What is no whole block waits for the next.
            status = Utf8.ToUtf16(text, part[kept..], out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            int length = kept + written;
            int whole = status == OperationStatus.DestinationTooSmall ? length / TextScanner.Size * TextScanner.Size : length;
            TextScanner.Scan(part[..whole], ref carry, ref _profile);
            part[whole..length].CopyTo(part);
            kept = length - whole;
            text = text[read..];
        }
        while (status == OperationStatus.DestinationTooSmall);
    }
}

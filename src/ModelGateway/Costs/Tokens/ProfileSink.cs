using System.Buffers;
using System.Text.Unicode;

namespace ModelGateway.Costs.Tokens;

/// <summary>Counts what the texts are made of.</summary>
internal struct ProfileSink : ITextSink
{
    private TextProfile _profile;

    public readonly TextProfile Profile => _profile;

    public void Add(ReadOnlySpan<char> text) => TextScanner.Scan(text, ref _profile);

    public void AddUtf8(ReadOnlySpan<byte> text)
    {
        Span<char> part = stackalloc char[512];
        TextCarry carry = default;
        while (!text.IsEmpty)
        {
            // What is no UTF-8 is replaced, so there is always some progress: the part has room for more than one character.
            OperationStatus status = Utf8.ToUtf16(text, part, out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            TextScanner.Scan(part[..written], ref carry, ref _profile);
            text = text[read..];
            if (status is not OperationStatus.DestinationTooSmall)
            {
                break;
            }
        }
    }
}

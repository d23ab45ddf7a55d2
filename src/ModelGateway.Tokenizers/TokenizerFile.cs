using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace ModelGateway.Tokenizers;

/// <summary>Reads a tokenizer from a file.</summary>
internal static class TokenizerFile
{
    public static Tokenizer Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".MODEL" => SentencePieceTokenizer.Create(file, addBeginningOfSentence: false),
                ".JSON" => BytePairFile.Read(file),
                _ => throw new NotSupportedException(
                    $"{path} is no tokenizer that can be read: SentencePiece's .model and tokenizer.json can."),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new InvalidDataException($"{path} is no tokenizer: {exception.Message}", exception);
        }
    }
}

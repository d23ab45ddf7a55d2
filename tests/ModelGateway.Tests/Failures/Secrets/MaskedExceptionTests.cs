using ModelGateway.Failures.Secrets;

namespace ModelGateway.Tests.Failures.Secrets;

public sealed class MaskedExceptionTests
{
    private const string Key = "Kx7/privately+issued.4711=qZ";
    private static readonly SecretMask Mask = new([Key]);

    [Fact]
    public void MaskedException_SaysTheSame_WithoutTheSecret()
    {
        Exception original = Assert.Throws<InvalidOperationException>(
            static void () => throw new InvalidOperationException($"refused {Key}", new IOException($"sent Bearer {Key}")));

        MaskedException masked = new(original, Mask);

        Assert.Equal("refused [key]", masked.Message);
        Assert.StartsWith("System.InvalidOperationException: refused [key]", masked.ToString(), StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException: sent Bearer [key]", masked.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(MaskedException_SaysTheSame_WithoutTheSecret), masked.StackTrace, StringComparison.Ordinal);
        Assert.Equal("sent Bearer [key]", masked.InnerException!.Message);
        Assert.Equal(original.HResult, masked.HResult);
    }

    [Fact]
    public void IsNeeded_LooksAtInnerExceptionsDataAndExceptionsThatHideThem()
    {
        InvalidOperationException data = new("no");
        data.Data["header"] = "Bearer " + Key;

        Assert.True(MaskedException.IsNeeded(new Silent(new IOException(Key)), Mask));
        Assert.True(MaskedException.IsNeeded(data, Mask));
        Assert.True(MaskedException.IsNeeded(new IOException("sk-abcdefgh12345678"), SecretMask.None));
        Assert.False(MaskedException.IsNeeded(new IOException("broken pipe"), Mask));
        Assert.False(MaskedException.IsNeeded(new Broken(), Mask));
        Assert.Equal("boom", new MaskedException(new Broken(), Mask).Message);
    }

    [Fact]
    public void IsNeeded_LooksAtEveryExceptionOfAnAggregate_AndAtAllThatLoggersWriteOut()
    {
        IOException second = new("b");
        second.Data["header"] = Key;
        IOException list = new("c");
        list.Data["headers"] = new List<string> { "a", Key };
        IOException dictionary = new("d");
        dictionary.Data["headers"] = new Dictionary<string, string> { ["authorization"] = Key };

        Assert.True(MaskedException.IsNeeded(new AggregateException(new IOException("a"), second), Mask));
        Assert.True(MaskedException.IsNeeded(list, Mask));
        Assert.True(MaskedException.IsNeeded(dictionary, Mask));
        Assert.True(MaskedException.IsNeeded(new IOException("e") { HelpLink = "https://help.test/?key=" + Key }, Mask));
        Assert.True(MaskedException.IsNeeded(new IOException("f") { Source = Key }, Mask));
        Assert.False(MaskedException.IsNeeded(new AggregateException(new IOException("a"), new IOException("b")), Mask));
    }

    [Fact]
    public void Readable_StandsForAnExceptionThatFailsToSayWhatHappened()
    {
        IOException readable = new("a", new IOException("b"));

        Assert.Same(readable, MaskedException.Readable(readable));
        Assert.Contains(nameof(Mute), MaskedException.Readable(new IOException("a", new Mute())).Message
            + MaskedException.Readable(new Mute()).Message, StringComparison.Ordinal);
        Assert.False(MaskedException.IsNeeded(new Mute(), Mask));
    }

    private sealed class Mute : Exception
    {
        public override string Message => throw new InvalidOperationException();
    }

    private sealed class Silent(Exception inner) : Exception("silent", inner)
    {
        public override string ToString() => "silent";
    }

    private sealed class Broken() : Exception("boom")
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}

// Philox 4x32-10 (Salmon et al., 2011): four words that depend on nothing but key and counter.
uvec4 philox(uvec2 key, uvec4 counter)
{
    for (uint turn = 0; turn < 10; turn++)
    {
        uvec2 high, low;
        umulExtended(counter.xz, uvec2(0xD2511F53u, 0xCD9E8D57u), high, low);
        counter = uvec4(high.y ^ counter.y ^ key.x, low.y, high.x ^ counter.w ^ key.y, low.x);
        key += uvec2(0x9E3779B9u, 0xBB67AE85u);
    }
    return counter;
}
